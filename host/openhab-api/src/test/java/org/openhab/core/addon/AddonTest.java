/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.addon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddonTest {
    private final AddonInfo p1 = AddonInfo.builder("p1", "binding")
            .withName("P1 Binding")
            .withDescription("Meters with a P1 port.")
            .withConnection("local")
            .build();

    @Test
    void anInfoHasDefaultNames() {
        assertEquals("binding-p1", p1.getUID());
        assertEquals("binding.p1", p1.getServiceId());
        assertThrows(
                IllegalArgumentException.class,
                () -> AddonInfo.builder("p1", "binding").withName("P1").build());
    }

    @Test
    void theRegistryAsksItsProviders() {
        AddonInfoRegistry registry = new AddonInfoRegistry();
        registry.addAddonInfoProvider(new AddonInfoProvider() {
            @Override
            public AddonInfo getAddonInfo(String uid, Locale locale) {
                return p1.getUID().equals(uid) ? p1 : null;
            }

            @Override
            public Set<AddonInfo> getAddonInfos(Locale locale) {
                return Set.of(p1);
            }
        });
        assertEquals("P1 Binding", registry.getAddonInfo("binding-p1").getName());
        assertNull(registry.getAddonInfo("binding-p2"));
        assertEquals(Set.of(p1), registry.getAddonInfos());
    }

    @Test
    void anAddonSaysWhatItWasTold() {
        Addon addon = Addon.create("meterkit:binding-p1")
                .withId("p1")
                .withType(AddonType.BINDING.getId())
                .withLabel(p1.getName())
                .withVersion("0.1.0")
                .withConnection(p1.getConnection())
                .withInstalled(true)
                .withLoggerPackages(List.of("org.meterkit.binding.p1"))
                .build();
        assertEquals("meterkit:binding-p1", addon.getUid());
        assertEquals("binding", addon.getType());
        assertTrue(addon.isInstalled());
        assertEquals(List.of("org.meterkit.binding.p1"), addon.getLoggerPackages());
    }
}
