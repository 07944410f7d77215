package org.meterkit.metering;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.meterkit.transport.Moment;
import org.openhab.core.thing.ChannelUID;

/**
 * The one way from decoded records to a thing's channels and its liveness. One per handler life (from {@code initialize} to
 * {@code dispose}). Thread-safe; after {@link #stop} nothing reaches openHAB any more.
 *
 * <ul>
 *   <li>A reading is published whole: a channel when its state changed, or when a minute has passed since it was published last.
 *   <li>{@code last-reading} is set with every reading to the moment it arrived.
 *   <li>A reading makes the thing ONLINE. No reading for {@code offlineAfter}: OFFLINE / COMMUNICATION_ERROR with a sentence.
 *   <li>Counters pass a {@link CounterGuard}, integrals an {@link EnergyIntegrator}; both survive a restart in the memory.
 *   <li>Optional channels that no reading had, {@code settling} after the first reading, are removed; they come back when seen.
 * </ul>
 */
public final class MeterPublisher {

    /** The channel every device thing has. */
    public static final String LAST_READING = "last-reading";

    /**
     * How a publisher behaves.
     *
     * @param offlineAfter silence that makes the thing OFFLINE
     * @param settling how long after the first reading optional channels may appear before the unseen are removed; zero: with it
     * @param guard limits of counters
     * @param silence the sentence for the status when nothing was read for the given time
     */
    public record Settings(
            Duration offlineAfter, Duration settling, GuardSettings guard, Function<Duration, String> silence) {}

    /**
     * Does nothing yet.
     *
     * @param tables all tables whose records will be published
     */
    public MeterPublisher(ThingPort port, MeterMemory memory, Settings settings, List<ChannelTable<?>> tables) {
        throw new UnsupportedOperationException();
    }

    /** Begins: from now on the silence is timed. Leaves the status as it is. */
    public void start() {}

    /**
     * Publishes one reading.
     *
     * @param at when it arrived
     */
    public <R> void publish(ChannelTable<R> table, R reading, Moment at) {}

    /** Says which device the readings come from; when that changes, counters begin anew without doubt. */
    public void device(String id) {}

    /**
     * Makes the thing OFFLINE / COMMUNICATION_ERROR for a reason better known than silence (a lost line); the next reading brings
     * it back. Repeating the same sentence does nothing.
     */
    public void offline(String sentence) {}

    /** Publishes a channel's last state again, for REFRESH; nothing while there is none. */
    public void refresh(ChannelUID channel) {}

    /** Sets an integrated energy back to zero and publishes it. */
    public void resetIntegral(String channel) {}

    /** How many counter values the guard has held back. */
    public long rejected() {
        return 0;
    }

    /** The thing's channels with their last states as text, a line each, for the console. */
    public String describe() {
        return "";
    }

    /** Ends: saves what must survive, cancels all. Idempotent. */
    public void stop() {}
}
