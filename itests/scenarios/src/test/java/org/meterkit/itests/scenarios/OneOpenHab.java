/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all scenarios the same {@link OpenHab}, started with the first and stopped after the last. */
final class OneOpenHab implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OneOpenHab.class);

    /** Lives in the store of the whole test run, which closes it. */
    private record Running(UnderTest underTest) implements AutoCloseable {

        static Running start() {
            try {
                return new Running(UnderTest.start(Files.createTempDirectory("workbench-data")));
            } catch (Exception e) {
                throw new IllegalStateException("There is no openHAB to drive: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws Exception {
            underTest.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OpenHab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("running", key -> Running.start(), Running.class)
                .underTest()
                .openHab();
    }

    /** A folder for links to simulated ports. */
    static Path links() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
