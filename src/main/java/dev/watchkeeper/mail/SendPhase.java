package dev.watchkeeper.mail;

/** How far a delivery got. Everything before {@link #DOT} is certainly not delivered. */
public enum SendPhase {
    CONNECT,
    MAIL,
    RCPT,
    DATA,
    BODY,
    DOT,
    DONE
}
