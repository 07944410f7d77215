package org.meterkit.transport;

/** Parity of a serial character; the first letter is what people write in {@code 9600-7E1}. */
public enum Parity {
    NONE,
    EVEN,
    ODD
}
