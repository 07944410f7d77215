package org.meterkit.transport;

/** A line is leased already with other settings. The message is a sentence that names the holder and its settings. */
public final class LineHeldException extends Exception {

    private static final long serialVersionUID = 1L;

    public LineHeldException(String sentence) {
        super(sentence);
    }
}
