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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;
import org.openhab.core.thing.Bridge;

/** A Java machine of its own logs everything there is to log, while meters are read with right and with wrong keys. */
class SecretsTest {

    private static final String RIGHT = "D491470F47126332B07D1923B3504188";
    private static final String WRONG = "5A17C0FFEE5A17C0FFEE5A17C0FFEE5A";
    private static final String AUTHENTICATION = "30A1B2C3D4E5F60718293A4B5C6D7E8F90";
    private static final String INCOMPLETE = "77665544332211";

    /** What is logged. */
    static final class Session {

        private Session() {}

        public static void main(String[] arguments) {
            P1Encryptor encryption = P1Encryptor.with(RIGHT).additionalData(AUTHENTICATION);
            byte[] telegram = P1Simulator.builder().build().telegram();
            for (String key : List.of(RIGHT, WRONG, INCOMPLETE)) {
                for (String data : List.of(AUTHENTICATION, "30" + WRONG, INCOMPLETE)) {
                    DirectLine line = new DirectLine();
                    try (P1Bench p1 = new P1Bench(line)) {
                        Bridge meter = p1.start("port", "/dev/ttyP1", "decryptionKey", key, "additionalData", data);
                        for (int i = 0; i < 4; i++) {
                            line.send(encryption.encrypt(telegram));
                        }
                        System.out.println(p1.bench.thing(meter).getStatusInfo());
                        System.out.println(p1.bench.thing(meter).getProperties());
                        p1.handler().health().forEach(System.out::println);
                    }
                }
            }
        }
    }

    @Test
    void nothingTellsAKeyNorWhatWasEncryptedWithIt() throws Exception {
        Process session = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Session.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(session.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, session.exitValue(), said);

        assertTrue(said.contains("ONLINE"), said);
        assertTrue(said.contains("DEBUG") || said.contains("TRACE"), said);
        assertTrue(said.contains("not the key of this meter"), said);
        assertTrue(said.contains("encryption: MKT0000000001, verified; frame counter set back 0 times"), said);
        String folded = said.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        for (String secret : List.of(RIGHT, WRONG, AUTHENTICATION.substring(2), INCOMPLETE)) {
            byte[] octets = HexFormat.of().parseHex(secret);
            assertFalse(folded.contains(secret.substring(0, 12)), () -> secret + " in " + said);
            assertFalse(said.contains(Base64.getEncoder().encodeToString(octets).substring(0, 8)), said);
            assertFalse(said.contains(Arrays.toString(octets).substring(1, 20)), said);
        }
        assertFalse(said.contains("1-0:1.8.1"), said);
    }
}
