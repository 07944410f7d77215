/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core;

/** Where this openHAB keeps its files, and which release it is. */
public class OpenHAB {
    /** System property naming the configuration folder. */
    public static final String CONFIG_DIR_PROG_ARGUMENT = "openhab.conf";

    /** System property naming the user data folder. */
    public static final String USERDATA_DIR_PROG_ARGUMENT = "openhab.userdata";

    public static final String DEFAULT_CONFIG_FOLDER = "conf";

    public static final String DEFAULT_USERDATA_FOLDER = "userdata";

    private OpenHAB() {}

    /** The release whose API this is. */
    public static String getVersion() {
        return "5.2.1";
    }

    /** Path of the folder with the user's configuration files. */
    public static String getConfigFolder() {
        return System.getProperty(CONFIG_DIR_PROG_ARGUMENT, DEFAULT_CONFIG_FOLDER);
    }

    /** Path of the folder for data that has to survive a restart. */
    public static String getUserDataFolder() {
        return System.getProperty(USERDATA_DIR_PROG_ARGUMENT, DEFAULT_USERDATA_FOLDER);
    }
}
