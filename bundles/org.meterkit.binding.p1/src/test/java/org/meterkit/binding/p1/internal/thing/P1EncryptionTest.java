/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Feed;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.TcpServer;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.LoopbackTransport;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;

/** A meter that encrypts, as openHAB sees it. */
class P1EncryptionTest {

    private static final String PORT = "/dev/ttyP1";
    private static final String KEY = "D491470F47126332B07D1923B3504188";
    private static final String OTHER = "30FFEEDDCCBBAA99887766554433221100";

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(PORT);
    private final P1Bench p1 = new P1Bench(lines.service());
    private final P1Simulator simulated = P1Simulator.builder().withoutGas().build();
    private final P1Encryptor encryption = P1Encryptor.with(KEY);

    @AfterEach
    void close() {
        p1.close();
        lines.close();
    }

    private void send() {
        peer.send(encryption.encrypt(simulated.telegram()));
    }

    private Map<String, String> awaitEncryption(Bridge meter, String words) {
        return p1.bench.await(
                "property encryption", () -> Optional.of(p1.bench.thing(meter).getProperties())
                        .filter(now -> words.equals(now.get("encryption"))));
    }

    private void assertNoSecretIsTold(Bridge meter) {
        String all = p1.bench.statuses(meter) + " " + p1.bench.thing(meter).getProperties();
        assertFalse(all.toUpperCase(Locale.ROOT).contains(KEY.substring(0, 12)), all);
        assertFalse(all.contains("1-0:"), all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                " d491470f47126332b07d1923b3504188 ",
                "D491 470F 4712 6332 B07D 1923 B350 4188",
            })
    void readsATelegram(String key) {
        Bridge meter = p1.start("port", PORT, "decryptionKey", key);
        send();

        p1.awaitOnline(meter);
        p1.awaitQuantity(meter, "power", "0.428 kW");
        Map<String, String> properties = awaitEncryption(meter, "verified");
        assertEquals("MKT0000000001", properties.get("systemTitle"));
        assertEquals("115200-8N1", properties.get("serialSettings"));
        assertNoSecretIsTold(meter);
    }

    @Test
    void aLockedMeterTellsItsTitleSoThatNoSearchOffersItAgain() {
        Bridge meter = p1.start("port", PORT);
        send();

        p1.awaitSentence(meter, ThingStatusDetail.CONFIGURATION_ERROR, "decryptionKey is not set");
        assertEquals("MKT0000000001", p1.bench.thing(meter).getProperties().get("systemTitle"));
    }

    @Test
    void aMissingKeyIsToldAndMayBeGivenLater() {
        Bridge meter = p1.start("port", PORT, "offlineAfter", 1);
        send();
        p1.awaitSentence(meter, ThingStatusDetail.CONFIGURATION_ERROR, "decryptionKey is not set");
        send();
        simulated.setPower(1_000);
        p1.bench.stop(p1.handler());
        peer.awaitClosed();

        meter = p1.start("port", PORT, "decryptionKey", KEY);
        send();
        p1.awaitQuantity(meter, "power", "1 kW");
    }

    @Test
    void aWrongKeyIsTold() {
        Bridge meter = p1.start("port", PORT, "decryptionKey", KEY.replace('D', 'E'));
        send();
        p1.awaitSentence(meter, ThingStatusDetail.CONFIGURATION_ERROR, "decryptionKey is not the key of this meter");
        assertTrue(p1.bench.states(meter, "power").isEmpty());
        assertNoSecretIsTold(meter);
    }

    @Test
    void otherAdditionalDataAreAProperty() {
        Bridge meter = p1.start("port", PORT, "decryptionKey", KEY, "additionalData", OTHER);
        send();
        p1.awaitOnline(meter);
        awaitEncryption(meter, "not verified: additionalData does not fit");
        p1.awaitQuantity(meter, "power", "0.428 kW");

        // the meter is switched to them
        encryption.additionalData(OTHER);
        send();
        awaitEncryption(meter, "verified");
    }

    @Test
    void theAuthenticationKeyAloneDoes() {
        encryption.additionalData(OTHER);
        Bridge meter = p1.start("port", PORT, "decryptionKey", KEY, "additionalData", OTHER.substring(2));
        send();
        awaitEncryption(meter, "verified");
    }

    @ParameterizedTest
    @CsvSource({
        "decryptionKey, D491470F47126332B07D1923B350418",
        "decryptionKey, D491470F47126332B07D1923B35041888",
        "decryptionKey, D491470F47126332B07D1923B350418X",
        "decryptionKey, '------------------------------\u0661\u0662'",
        "additionalData, D491470F47126332B07D1923B350418",
        "additionalData, ZZ00112233445566778899AABBCCDDEEFF",
    })
    void aWrongParameterIsNamedButNotShown(String name, String value) {
        Bridge meter = p1.start("port", PORT, name, value);

        String sentence =
                p1.awaitSentence(meter, ThingStatusDetail.CONFIGURATION_ERROR, "The parameter " + name + " is wrong.");
        assertTrue(sentence.contains("32 hexadecimal digits"), sentence);
        assertFalse(sentence.contains(value.substring(0, 6)), sentence);
        assertTrue(lines.service().lines().isEmpty());
    }

    @Test
    void aMeterThatStopsEncryptingGoesOn() {
        Bridge meter = p1.start("port", PORT, "decryptionKey", KEY);
        send();
        awaitEncryption(meter, "verified");
        simulated.setPower(501);
        peer.send(simulated.telegram());
        p1.awaitQuantity(meter, "power", "0.501 kW");
        assertEquals(ThingStatus.ONLINE, p1.bench.thing(meter).getStatus());
    }

    @Test
    void aNetworkBridgeHandsEncryptedTelegramsOn() throws Exception {
        try (LoopbackTransport transport = new LoopbackTransport();
                P1Bench remote = new P1Bench(transport.lines());
                TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated).encrypted(encryption).start()) {
            String port = "tcp://127.0.0.1:" + server.port();
            Bridge locked = remote.start("port", port);
            remote.awaitSentence(locked, ThingStatusDetail.CONFIGURATION_ERROR, "decryptionKey is not set");
            remote.bench.stop(remote.handler());

            Bridge meter = remote.start("port", port, "decryptionKey", KEY);
            remote.awaitOnline(meter);
            remote.awaitQuantity(meter, "power", "0.428 kW");
            simulated.setPower(-300);
            remote.awaitQuantity(meter, "power", "-0.3 kW");
        }
    }
}
