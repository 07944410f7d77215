/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.ohinf;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.text.Texts;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.addon.AddonInfoProvider;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.ConfigDescriptionProvider;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.ThingTypeProvider;
import org.openhab.core.thing.type.ChannelGroupType;
import org.openhab.core.thing.type.ChannelGroupTypeProvider;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeProvider;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers what the installed bundles declare in their OH-INF folders, from the moment they are resolved. */
@Component(
        immediate = true,
        service = {
            ThingTypeProvider.class,
            ChannelTypeProvider.class,
            ChannelGroupTypeProvider.class,
            ConfigDescriptionProvider.class,
            AddonInfoProvider.class
        })
public final class OhInfRegistry
        implements ThingTypeProvider,
                ChannelTypeProvider,
                ChannelGroupTypeProvider,
                ConfigDescriptionProvider,
                AddonInfoProvider {

    private static final List<String> FOLDERS = List.of("OH-INF/addon", "OH-INF/config", "OH-INF/thing");

    private final Logger logger = LoggerFactory.getLogger(OhInfRegistry.class);
    private final Map<Long, Declarations> byBundle = new ConcurrentHashMap<>();
    private final Texts texts;
    private final BundleTracker<Bundle> tracker;

    @Activate
    public OhInfRegistry(BundleContext context, @Reference Texts texts) {
        this.texts = texts;
        int alive = Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;
        tracker = new BundleTracker<>(context, alive, null) {
            @Override
            public @Nullable Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
                Declarations declarations = read(bundle);
                byBundle.put(bundle.getBundleId(), declarations);
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
                byBundle.remove(bundle.getBundleId());
            }
        };
        tracker.open();
    }

    @Deactivate
    public void close() {
        tracker.close();
    }

    private Declarations read(Bundle bundle) {
        OhInfReader reader =
                new OhInfReader((key, text) -> String.valueOf(texts.getText(bundle, key, text, Locale.ENGLISH)));
        Declarations declarations = new Declarations();
        for (String folder : FOLDERS) {
            var files = bundle.findEntries(folder, "*.xml", false);
            for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
                try (InputStream input = file.openStream()) {
                    declarations.add(reader.read(input));
                } catch (IOException | OhInfException e) {
                    logger.warn(
                            "The file {} of bundle {} is dropped with all it declares: {}.",
                            file.getPath(),
                            bundle.getSymbolicName(),
                            e.getMessage());
                }
            }
        }
        return declarations;
    }

    private <T> Stream<T> all(Function<Declarations, List<T>> which) {
        return byBundle.values().stream().flatMap(declarations -> which.apply(declarations).stream());
    }

    private <T> @Nullable T first(Function<Declarations, List<T>> which, Predicate<T> wanted) {
        return all(which).filter(wanted).findFirst().orElse(null);
    }

    @Override
    public Collection<ThingType> getThingTypes(@Nullable Locale locale) {
        return all(Declarations::thingTypes).toList();
    }

    @Override
    public @Nullable ThingType getThingType(ThingTypeUID uid, @Nullable Locale locale) {
        return first(Declarations::thingTypes, type -> type.getUID().equals(uid));
    }

    @Override
    public Collection<ChannelType> getChannelTypes(@Nullable Locale locale) {
        return all(Declarations::channelTypes).toList();
    }

    @Override
    public @Nullable ChannelType getChannelType(ChannelTypeUID uid, @Nullable Locale locale) {
        return first(Declarations::channelTypes, type -> type.getUID().equals(uid));
    }

    @Override
    public Collection<ChannelGroupType> getChannelGroupTypes(@Nullable Locale locale) {
        return all(Declarations::groupTypes).toList();
    }

    @Override
    public @Nullable ChannelGroupType getChannelGroupType(ChannelGroupTypeUID uid, @Nullable Locale locale) {
        return first(Declarations::groupTypes, type -> type.getUID().equals(uid));
    }

    @Override
    public Collection<ConfigDescription> getConfigDescriptions(@Nullable Locale locale) {
        return all(Declarations::configs).toList();
    }

    @Override
    public @Nullable ConfigDescription getConfigDescription(URI uri, @Nullable Locale locale) {
        return first(Declarations::configs, description -> description.getUID().equals(uri));
    }

    @Override
    public Set<AddonInfo> getAddonInfos(@Nullable Locale locale) {
        return all(Declarations::addons).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable AddonInfo getAddonInfo(@Nullable String uid, @Nullable Locale locale) {
        return first(Declarations::addons, addon -> addon.getUID().equals(uid));
    }
}
