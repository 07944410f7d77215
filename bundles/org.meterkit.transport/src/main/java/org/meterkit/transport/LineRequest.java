package org.meterkit.transport;

import java.time.Duration;

/**
 * What a holder wants of a line.
 *
 * @param address which line
 * @param settings serial settings; all leases of one line must agree on them
 * @param idleLimit how long an open line may deliver nothing before it counts as dead and is opened anew (this is how half-open
 *     TCP connections are found); zero for never. With several leases the longest wins, and zero beats all
 * @param holder who asks, for status texts and the console: a Thing UID or a short name
 */
public record LineRequest(LineAddress address, SerialSettings settings, Duration idleLimit, String holder) {}
