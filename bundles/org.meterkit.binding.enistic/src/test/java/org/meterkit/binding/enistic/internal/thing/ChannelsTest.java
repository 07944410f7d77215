/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The tables by which readings are published and the files by which openHAB knows the channels say the same. */
class ChannelsTest {

    private static Element type(String file, String element, String id) throws Exception {
        NodeList types = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("target/classes/OH-INF/thing/" + file))
                .getElementsByTagName(element);
        for (int i = 0; i < types.getLength(); i++) {
            if (types.item(i) instanceof Element type && type.getAttribute("id").equals(id)) {
                return type;
            }
        }
        throw new AssertionError("There is no " + element + " " + id + " in " + file);
    }

    private static Set<String> ids(Element type, String element) {
        NodeList found = type.getElementsByTagName(element);
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < found.getLength(); i++) {
            ids.add(((Element) found.item(i)).getAttribute("id"));
        }
        return ids;
    }

    @Test
    void ofTheController() throws Exception {
        assertEquals(
                EnisticControllerHandler.TABLE.channels(),
                ids(type("controller.xml", "bridge-type", "controller"), "channel"));
    }

    @Test
    void ofTheSocket() throws Exception {
        Set<String> published = new TreeSet<>(EnisticSocketHandler.TABLE.channels());
        published.add("last-reading");
        assertEquals(published, new TreeSet<>(ids(type("devices.xml", "thing-type", "socket"), "channel")));
    }

    @Test
    void ofTheMeter() throws Exception {
        Set<String> declared = new LinkedHashSet<>();
        for (String group : ids(type("devices.xml", "thing-type", "meter"), "channel-group")) {
            ids(type("channels.xml", "channel-group-type", "channel"), "channel")
                    .forEach(channel -> declared.add(group + "#" + channel));
        }
        assertEquals(EnisticBench.meterChannels(), declared);
    }
}
