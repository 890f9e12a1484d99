package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.SendPhase;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** The library's exceptions in our words. */
final class Failures {
    private static final Pattern CODE = Pattern.compile("(?:^|response: )\\s*([2345]\\d\\d)(?: |-|$)");

    private Failures() {}

    static SendOutcome explain(Exception failure, SendPhase phase) {
        int code = 0;
        String reply = "";
        boolean tls = false;
        boolean auth = false;
        for (Throwable t : chain(failure)) {
            if (t instanceof SSLException || String.valueOf(t.getMessage()).contains("STARTTLS is required")) {
                tls = true;
            }
            if (t instanceof AuthenticationFailedException || t instanceof AccessTokens.Refused) {
                auth = true;
            }
            int here = returnCode(t);
            if (here > 0 && code <= 0) {
                code = here;
                reply = String.valueOf(t.getMessage());
            }
        }
        if (reply.isEmpty()) {
            reply = String.valueOf(failure.getMessage());
        }
        String type = failure.getClass().getName();
        if (auth) {
            return authentication(reply, type, phase);
        }
        if (tls && code <= 0 && phase == SendPhase.CONNECT) {
            return new SendOutcome(SendOutcome.Kind.TLS, phase, 0, encryption(failure), type);
        }
        if (code > 0) {
            return new SendOutcome(SendOutcome.Kind.REPLIED, phase, code, reply, type);
        }
        Matcher greeting = CODE.matcher(reply);
        if (phase == SendPhase.CONNECT && greeting.find()) {
            String answer = reply.substring(greeting.start(1));
            return new SendOutcome(SendOutcome.Kind.REPLIED, phase, Integer.parseInt(greeting.group(1)), answer, type);
        }
        return new SendOutcome(SendOutcome.Kind.BROKEN, phase, 0, root(failure), type);
    }

    /** Why no encrypted line came about, and the way out. */
    private static String encryption(Exception failure) {
        String said = "";
        for (Throwable t : chain(failure)) {
            if (t instanceof CertificateExpiredException) {
                return "the server's certificate has expired (" + t.getMessage() + "); its operator must renew it";
            }
            if (t instanceof CertificateNotYetValidException) {
                return "the server's certificate is not valid yet (" + t.getMessage()
                        + "); check the clock of this machine";
            }
            said = said + " " + t.getMessage();
        }
        if (said.contains("STARTTLS is required")) {
            return "the server does not offer STARTTLS and nothing is sent in the clear; try port 587, or security: tls"
                    + " with port 465";
        }
        if (said.contains("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS from the first byte at this port; use security: starttls with port"
                    + " 587, or port 465";
        }
        if (said.contains("subject alternative")
                || said.contains("doesn't match")
                || said.contains("server identity")) {
            return "the server's certificate is for another name (" + last(failure)
                    + "); set host to a name in the certificate";
        }
        if (said.contains("certification path") || said.contains("PKIX")) {
            return "the server's certificate comes from an authority that is not trusted here; if it is your own, name"
                    + " its PEM file in caFile";
        }
        return said.strip();
    }

    private static String last(Exception failure) {
        List<Throwable> all = chain(failure);
        return String.valueOf(all.get(all.size() - 1).getMessage());
    }

    /** A refused login: a code if one was given; a 334 carries the reason as base64 JSON. 4xx means later. */
    private static SendOutcome authentication(String reply, String type, SendPhase phase) {
        String words = reply.strip();
        if (words.startsWith("334 ")) {
            return new SendOutcome(SendOutcome.Kind.AUTH, phase, 334, "334 " + decoded(words.substring(4)), type);
        }
        Matcher code = CODE.matcher(words);
        int number = code.find() ? Integer.parseInt(code.group(1)) : 0;
        return new SendOutcome(SendOutcome.Kind.AUTH, phase, number, words, type);
    }

    /** Whether a new token may help: not if the server only asks for patience. */
    static boolean tokenRefused(AuthenticationFailedException failure) {
        int code = explain(failure, SendPhase.CONNECT).code();
        return code < 400 || code >= 500;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    private static int returnCode(Throwable t) {
        if (t instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (t instanceof SMTPSenderFailedException from) {
            return from.getReturnCode();
        }
        if (t instanceof SMTPSendFailedException send) {
            return send.getReturnCode();
        }
        return 0;
    }

    private static List<Throwable> chain(Throwable first) {
        List<Throwable> all = new ArrayList<>();
        @Nullable Throwable next = first;
        while (next != null && all.size() < 20 && !all.contains(next)) {
            all.add(next);
            @Nullable Throwable deeper = next instanceof MessagingException m ? m.getNextException() : null;
            next = deeper != null ? deeper : next.getCause();
        }
        return all;
    }

    private static String root(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        for (Throwable t : chain(failure)) {
            if (t instanceof IOException) {
                words = words + " (" + t.getClass().getSimpleName() + ": " + t.getMessage() + ")";
                break;
            }
        }
        return words;
    }
}
