package org.meterkit.transport;

/**
 * A serial port of this machine.
 *
 * @param address what to lease: {@code /dev/serial/by-id/...} where there is one, else the device's path
 * @param device the device's own path, {@code /dev/ttyUSB0}
 * @param description what the operating system says of it; empty when nothing
 * @param holder who leases it here; empty when nobody does
 */
public record PortInfo(String address, String device, String description, String holder) {}
