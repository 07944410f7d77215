/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.config.core.ConfigParser;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life cycle of a discovery service: scans that end by a timeout, background discovery switched by the configuration,
 * and results kept for listeners that come later. Listeners are told on the pool "discovery".
 */
public abstract class AbstractDiscoveryService implements DiscoveryService {
    private final Logger logger = LoggerFactory.getLogger(AbstractDiscoveryService.class);
    private final Set<DiscoveryListener> listeners = new CopyOnWriteArraySet<>();
    private final Map<ThingUID, DiscoveryResult> results = new ConcurrentHashMap<>();
    private final Set<ThingTypeUID> supportedThingTypes;
    private final int timeout;
    private final String scanInputLabel;
    private final String scanInputDescription;
    volatile boolean background;
    private ScheduledFuture<?> scheduledStop;

    protected final ScheduledExecutorService scheduler;

    /** Whom to tell the end of the scan that runs; null between scans. Guarded by this. */
    protected ScanListener scanListener;

    /** Translates labels, when a subclass sets both. */
    protected TranslationProvider i18nProvider;

    protected LocaleProvider localeProvider;

    /**
     * With both a label and a description a scan can be told a text.
     *
     * @param timeout seconds a scan takes; 0 for no limit, {@link IllegalArgumentException} below
     */
    protected AbstractDiscoveryService(
            Set<ThingTypeUID> supportedThingTypes,
            int timeout,
            boolean backgroundDiscoveryEnabledByDefault,
            String scanInputLabel,
            String scanInputDescription)
            throws IllegalArgumentException {
        if (timeout < 0) {
            throw new IllegalArgumentException("The timeout must be >= 0!");
        }
        this.scheduler = ThreadPoolManager.getScheduledPool("discovery");
        this.supportedThingTypes = supportedThingTypes == null ? Set.of() : Set.copyOf(supportedThingTypes);
        this.timeout = timeout;
        this.background = backgroundDiscoveryEnabledByDefault;
        this.scanInputLabel = scanInputLabel;
        this.scanInputDescription = scanInputDescription;
    }

    protected AbstractDiscoveryService(
            Set<ThingTypeUID> supportedThingTypes, int timeout, boolean backgroundDiscoveryEnabledByDefault)
            throws IllegalArgumentException {
        this(supportedThingTypes, timeout, backgroundDiscoveryEnabledByDefault, null, null);
    }

    protected AbstractDiscoveryService(Set<ThingTypeUID> supportedThingTypes, int timeout)
            throws IllegalArgumentException {
        this(supportedThingTypes, timeout, true);
    }

    protected AbstractDiscoveryService(int timeout) throws IllegalArgumentException {
        this(null, timeout);
    }

    @Override
    public Set<ThingTypeUID> getSupportedThingTypes() {
        return supportedThingTypes;
    }

    @Override
    public boolean isScanInputSupported() {
        return getScanInputLabel() != null && getScanInputDescription() != null;
    }

    @Override
    public String getScanInputLabel() {
        return scanInputLabel;
    }

    @Override
    public String getScanInputDescription() {
        return scanInputDescription;
    }

    @Override
    public int getScanTimeout() {
        return timeout;
    }

    @Override
    public boolean isBackgroundDiscoveryEnabled() {
        return background;
    }

    @Override
    public void addDiscoveryListener(DiscoveryListener listener) {
        if (listener != null) {
            listeners.add(listener);
            results.values().forEach(result -> listener.thingDiscovered(this, result));
        }
    }

    @Override
    public void removeDiscoveryListener(DiscoveryListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void startScan(ScanListener listener) {
        start(null, listener);
    }

    @Override
    public void startScan(String input, ScanListener listener) {
        start(input, listener);
    }

    private void start(String input, ScanListener listener) {
        stopScan();
        synchronized (this) {
            cancelScheduledStop();
            scanListener = listener;
            if (getScanTimeout() > 0) {
                scheduledStop = scheduler.schedule(this::stopScan, getScanTimeout(), TimeUnit.SECONDS);
            }
        }
        try {
            if (input != null && isScanInputSupported()) {
                startScan(input);
            } else {
                startScan();
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                cancelScheduledStop();
                scanListener = null;
            }
            throw e;
        }
    }

    private void cancelScheduledStop() {
        if (scheduledStop != null) {
            scheduledStop.cancel(false);
            scheduledStop = null;
        }
    }

    @Override
    public void abortScan() {
        ScanListener listener;
        synchronized (this) {
            cancelScheduledStop();
            listener = scanListener;
            scanListener = null;
        }
        if (listener != null) {
            listener.onErrorOccurred(new CancellationException("Scan has been aborted."));
        }
    }

    /** Starts looking; must not block. */
    protected abstract void startScan();

    /** Starts looking for what the user typed; must not block. */
    protected void startScan(String input) {
        logger.warn(
                "{} offers a scan with input but does not implement it.",
                getClass().getName());
    }

    /** Called when the time of a scan is over; a service that is done earlier calls it itself. */
    protected void stopScan() {
        ScanListener listener;
        synchronized (this) {
            listener = scanListener;
            scanListener = null;
        }
        if (listener != null) {
            listener.onFinished();
        }
    }

    protected void thingDiscovered(DiscoveryResult discoveryResult) {
        thingDiscovered(discoveryResult, FrameworkUtil.getBundle(getClass()));
    }

    /** Tells all listeners, in the language of the installation, and keeps the result for later ones. */
    protected void thingDiscovered(DiscoveryResult discoveryResult, Bundle bundle) {
        DiscoveryResult result = getLocalizedDiscoveryResult(discoveryResult, bundle);
        results.put(result.getThingUID(), result);
        for (DiscoveryListener listener : listeners) {
            scheduler.execute(() -> tell(listener, to -> to.thingDiscovered(this, result)));
        }
    }

    /** Tells all listeners that the thing is gone. */
    protected void thingRemoved(ThingUID thingUID) {
        results.remove(thingUID);
        for (DiscoveryListener listener : listeners) {
            tell(listener, to -> to.thingRemoved(this, thingUID));
        }
    }

    private void tell(DiscoveryListener listener, Consumer<DiscoveryListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            logger.error("Discovery listener {} failed.", listener.getClass().getName(), e);
        }
    }

    /** Called when the component becomes active. */
    protected void activate(Map<String, Object> configProperties) {
        background = backgroundWanted(configProperties);
        if (background) {
            startBackgroundDiscovery();
        }
    }

    /** Called when the configuration of the component changes. */
    protected void modified(Map<String, Object> configProperties) {
        boolean wanted = backgroundWanted(configProperties);
        if (background && !wanted) {
            stopBackgroundDiscovery();
        } else if (!background && wanted) {
            startBackgroundDiscovery();
        }
        background = wanted;
    }

    /** Called when the component goes. */
    protected void deactivate() {
        if (background) {
            stopBackgroundDiscovery();
        }
    }

    final boolean backgroundWanted(Map<String, Object> configProperties) {
        Object value = configProperties == null ? null : configProperties.get(CONFIG_PROPERTY_BACKGROUND_DISCOVERY);
        return ConfigParser.valueAsOrElse(value, Boolean.class, background);
    }

    protected void startBackgroundDiscovery() {}

    protected void stopBackgroundDiscovery() {}

    /** Translates a label "@text/key [arguments]"; without one by the key "discovery.thing.uid.label". */
    protected DiscoveryResult getLocalizedDiscoveryResult(DiscoveryResult discoveryResult, Bundle bundle) {
        TranslationProvider texts = i18nProvider;
        LocaleProvider languages = localeProvider;
        if (texts == null || languages == null) {
            return discoveryResult;
        }
        String label = discoveryResult.getLabel();
        boolean isKey = label.startsWith("@text/");
        String[] parts = label.substring(isKey ? "@text/".length() : 0).split("\\s+", 2);
        String key = isKey
                ? parts[0]
                : "discovery." + discoveryResult.getThingUID().getAsString().replace(':', '.') + ".label";
        Object[] arguments = isKey && parts.length > 1
                ? List.of(parts[1].replaceAll("[\\[\\]\"]", "").split("\\s*,\\s*"))
                        .toArray()
                : new Object[0];
        Locale locale = languages.getLocale();
        String translated = texts.getText(bundle, key, label, locale, arguments);
        return label.equals(translated)
                ? discoveryResult
                : DiscoveryResultBuilder.create(discoveryResult)
                        .withLabel(translated)
                        .build();
    }
}
