/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MepSimulatorTest {

    private MepSimulator module;

    @BeforeEach
    void start() throws IOException {
        module = MepSimulator.open();
    }

    @AfterEach
    void stop() {
        module.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + module.port() + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String reading() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/getDashDataWS");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        return answer.body();
    }

    private static long number(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": (\\d+)").matcher(json);
        assertTrue(matcher.find(), () -> key + " in " + json);
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void answersAsTheModuleDoes() throws Exception {
        module.freeze(true);
        String json = reading();
        assertTrue(json.startsWith("{\n \"ESP_SW\": \"ESP32 MEP\",\n \"ESP_SW_By\": \"dabbler.dk\""), json);
        assertTrue(json.endsWith("\"L3_Rev_Avg_W\": 0\n}"), json);
        assertTrue(Pattern.compile("\"CurrentDateTime\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z\"")
                .matcher(json)
                .find());
        assertEquals(344_180, number(json, "Fwd_Act_Wh"));
        assertEquals(225_398, number(json, "L3_RMS_V"));
        assertTrue(json.length() < 1_024, "the firmware's buffer");
    }

    @Test
    void aGridTremblesUnlessItIsFrozen() throws Exception {
        assertNotEquals(voltages(), voltages());
        module.freeze(true);
        assertEquals(voltages(), voltages());
    }

    private String voltages() throws IOException, InterruptedException {
        String json = reading();
        return number(json, "L1_RMS_V") + " " + number(json, "L2_RMS_V") + " " + number(json, "L3_RMS_V");
    }

    @Test
    void valuesCanBeSetAndLeftOut() throws Exception {
        module.setEnergy(1, 2);
        module.setPower(-500);
        module.set("Meter_Model", "83332-3I");
        module.leaveOut("Freq_mHz");
        String json = reading();
        assertEquals(1, number(json, "Fwd_Act_Wh"));
        assertEquals(500, number(json, "Rev_W"));
        assertTrue(json.contains("83332-3I"));
        assertFalse(json.contains("Freq_mHz"));
        assertThrows(IllegalArgumentException.class, () -> module.set("Fwd_Act_kWh", 1));
    }

    @Test
    void negativeNumbersArePrintedUnsigned() throws Exception {
        module.set("Fwd_W", -5);
        assertEquals(4_294_967_291L, number(reading(), "Fwd_W"));
    }

    @Test
    void faultsAreAsTheirNamesSay() throws Exception {
        module.setFault(MepFault.SERVER_ERROR);
        assertEquals(500, get("/getDashDataWS").statusCode());
        module.setFault(MepFault.REDIRECT);
        assertEquals(302, get("/getDashDataWS").statusCode());
        assertEquals(0, module.strayRequests());
        module.setFault(MepFault.HUGE);
        assertTrue(get("/getDashDataWS").body().length() > 10_000_000);
        module.setFault(MepFault.DEEPLY_NESTED);
        assertEquals(200_000, get("/getDashDataWS").body().length());
        module.setFault(MepFault.CUT_OFF);
        assertThrows(IOException.class, () -> get("/getDashDataWS"));
        assertEquals(404, get("/loginIndex").statusCode());
        assertEquals(1, module.strayRequests());
        assertEquals(5, module.requests());
        assertEquals(1, module.mostAtOnce());
    }
}
