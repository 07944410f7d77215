/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of an add-on in which everything is right, to be broken in one place. */
final class Sample {

    private final Path folder;

    Sample(Path folder) throws IOException {
        this.folder = folder;
        Path original;
        try {
            original = Path.of(Sample.class.getResource("/sample").toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = path(original.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Replaces the first place where a file says {@code from}. */
    Sample change(String file, String from, String to) throws IOException {
        String text = Files.readString(path(file));
        int at = text.indexOf(from);
        assertTrue(at >= 0, () -> file + " does not say " + from);
        Files.writeString(path(file), text.substring(0, at) + to + text.substring(at + from.length()));
        return this;
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    OhInf ohInf() throws IOException {
        return new OhInf("sample", path("OH-INF"));
    }

    /** What one check finds, without line numbers. */
    List<String> problems(Check check) throws IOException {
        return check.problems(this).stream()
                .map(problem -> problem.replaceAll("(?<=\\.(xml|md)):[0-9]+", ""))
                .toList();
    }

    /** The checks, one by one. */
    enum Check {
        STRUCTURE(sample -> sample.ohInf().problems()),
        REFERENCES(sample -> References.problems(sample.ohInf())),
        TEXTS(sample -> Texts.problems(sample.ohInf())),
        TRANSLATIONS(sample -> Translations.problems(sample.ohInf())),
        UPDATES(sample -> Updates.problems(sample.ohInf())),
        DOCUMENTATION(sample -> Documentation.problems(sample.ohInf(), sample.path("docs")));

        private interface Finder {
            List<String> find(Sample sample) throws IOException;
        }

        private final Finder finder;

        Check(Finder finder) {
            this.finder = finder;
        }

        List<String> problems(Sample sample) throws IOException {
            return finder.find(sample);
        }
    }
}
