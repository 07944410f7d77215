/**
 * What all meter bindings share towards openHAB: the one way from a decoded reading to channels.
 *
 * <p>A binding declares one {@link org.meterkit.metering.ChannelTable} per device and hands each decoded record to its handler's
 * {@link org.meterkit.metering.MeterPublisher}, which guards counters, integrates energy, publishes what changed, keeps the
 * thing's liveness and removes the channels that the device does not have.
 */
@NonNullByDefault
@Version("1.0.0")
package org.meterkit.metering;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.osgi.annotation.versioning.Version;
