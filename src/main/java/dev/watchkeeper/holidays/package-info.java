/**
 * Holiday sets from elsewhere: other countries through Jollyday, iCalendar files through biweekly.
 * <p>Jollyday (with its own XML reader, jollyday-jaxb, at run time) knows the public holidays of most countries by rule,
 * so no list needs care. Mainland China, whose make-up days no rule knows, is shipped in {@code calendar}; for Hong Kong
 * and Singapore, whose lists there end in 2024, give an .ics file of the government. biweekly reads .ics with recurrences and odd encodings.
 */
@NullMarked
package dev.watchkeeper.holidays;

import org.jspecify.annotations.NullMarked;
