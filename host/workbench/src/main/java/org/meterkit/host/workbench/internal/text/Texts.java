/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The English texts of each bundle's {@code OH-INF/i18n}; the workbench speaks no other language. */
@Component(service = {TranslationProvider.class, LocaleProvider.class, TimeZoneProvider.class, Texts.class})
public final class Texts implements TranslationProvider, LocaleProvider, TimeZoneProvider {

    private static final Pattern LANGUAGE_SUFFIX = Pattern.compile(".*_[a-z]{2}(_[A-Z]{2})?\\.properties");
    private static final Pattern REFERENCE = Pattern.compile("@text/(\\S+)\\s*(?:\\[(.*)])?\\s*");

    private final Logger logger = LoggerFactory.getLogger(Texts.class);
    private final Map<Long, Properties> byBundle = new ConcurrentHashMap<>();

    @Activate
    public Texts() {}

    @Override
    public Locale getLocale() {
        return Locale.ENGLISH;
    }

    @Override
    public ZoneId getTimeZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public @Nullable String getText(
            @Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText, @Nullable Locale locale) {
        if (bundle == null || key == null) {
            return defaultText;
        }
        return byBundle.computeIfAbsent(bundle.getBundleId(), id -> read(bundle))
                .getProperty(key, defaultText);
    }

    @Override
    public @Nullable String getText(
            @Nullable Bundle bundle,
            @Nullable String key,
            @Nullable String defaultText,
            @Nullable Locale locale,
            @Nullable Object @Nullable ... arguments) {
        String text = getText(bundle, key, defaultText, locale);
        return text == null || arguments == null || arguments.length == 0
                ? text
                : MessageFormat.format(text, arguments);
    }

    /** A text, or what the {@code @text/key ["argument"]} that it may be stands for. */
    public @Nullable String resolve(@Nullable Bundle bundle, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        String arguments = reference.group(2);
        Object[] values = arguments == null || arguments.isBlank()
                ? new Object[0]
                : arguments.replace("\"", "").strip().split("\\s*,\\s*");
        return getText(bundle, reference.group(1), text, Locale.ENGLISH, values);
    }

    private Properties read(Bundle bundle) {
        Properties texts = new Properties();
        var files = bundle.findEntries("OH-INF/i18n", "*.properties", false);
        for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
            if (LANGUAGE_SUFFIX.matcher(file.getPath()).matches()) {
                continue;
            }
            try (InputStream input = file.openStream()) {
                texts.load(new InputStreamReader(input, StandardCharsets.UTF_8));
            } catch (IOException e) {
                logger.warn("The texts {} cannot be read: {}", file, e.getMessage());
            }
        }
        return texts;
    }
}
