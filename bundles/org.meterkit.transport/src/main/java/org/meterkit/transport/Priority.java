package org.meterkit.transport;

/** Which queued exchange goes first. */
public enum Priority {
    /** A user waits for it. */
    COMMAND,
    /** The regular reading. */
    POLL,
    /** Looking for devices; fills the gaps. */
    SCAN
}
