/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.inbox;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.text.Texts;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.config.discovery.ScanListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts scans, and puts what discovery services find into the inbox. */
@Component(immediate = true, service = Scans.class)
public final class Scans {

    private final Logger logger = LoggerFactory.getLogger(Scans.class);
    private final List<DiscoveryService> services = new CopyOnWriteArrayList<>();
    private final StoredInbox inbox;
    private final Texts texts;

    @Activate
    public Scans(@Reference StoredInbox inbox, @Reference Texts texts) {
        this.inbox = inbox;
        this.texts = texts;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addDiscoveryService(DiscoveryService service) {
        services.add(service);
        service.addDiscoveryListener(inbox);
    }

    public void removeDiscoveryService(DiscoveryService service) {
        service.removeDiscoveryListener(inbox);
        services.remove(service);
    }

    /** What a scan of a binding can be told, in the words of its discovery service. */
    public record ScanInput(String label, String description) {}

    public Optional<ScanInput> input(String binding) {
        return of(binding).stream()
                .filter(DiscoveryService::isScanInputSupported)
                .map(service -> new ScanInput(
                        text(service, service.getScanInputLabel()), text(service, service.getScanInputDescription())))
                .findFirst();
    }

    private String text(DiscoveryService service, @Nullable String text) {
        return String.valueOf(texts.resolve(FrameworkUtil.getBundle(service.getClass()), text));
    }

    private List<DiscoveryService> of(String binding) {
        return services.stream()
                .filter(service -> service.getSupportedThingTypes().stream()
                        .anyMatch(type -> type.getBindingId().equals(binding)))
                .toList();
    }

    /**
     * Starts a scan of every discovery service of a binding.
     *
     * @param input what to look at, for those services that ask for it
     * @return the longest time-out in seconds; empty when the binding discovers nothing
     */
    public OptionalInt start(String binding, Optional<String> input) {
        List<DiscoveryService> found = of(binding);
        for (DiscoveryService service : found) {
            ScanListener listener = new Reporter(binding);
            try {
                if (input.isPresent() && service.isScanInputSupported()) {
                    service.startScan(input.get(), listener);
                } else {
                    service.startScan(listener);
                }
            } catch (RuntimeException e) {
                listener.onErrorOccurred(e);
            }
        }
        return found.stream().mapToInt(DiscoveryService::getScanTimeout).max();
    }

    private final class Reporter implements ScanListener {

        private final String binding;

        Reporter(String binding) {
            this.binding = binding;
        }

        @Override
        public void onFinished() {
            logger.debug("Scan for binding '{}' finished.", binding);
        }

        @Override
        public void onErrorOccurred(@Nullable Exception exception) {
            logger.warn("Scan for binding '{}' failed.", binding, exception);
        }
    }
}
