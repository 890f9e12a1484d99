/**
 * Settings, World and Application: the only place that knows everybody.
 * <p>{@code Application} is the one wiring, by plain constructors, cut by feature into graphs; the daemon, every command,
 * the demo and the journeys use it. {@code World} is what lies outside the process. What a reload may change is asked of
 * {@code LiveConfiguration} at each use; what is a value in a constructor needs a restart. {@code Daemon} adds what only
 * a process has: signals, the service manager, the one shutdown hook. SIGHUP is listened to by reflection, because the
 * compiler warns of sun.misc and our warnings are errors; files are compared by asking every two seconds, because
 * events of the file system do not cross the symbolic links by which containers swap a directory.
 */
@NullMarked
package dev.watchkeeper.app;

import org.jspecify.annotations.NullMarked;
