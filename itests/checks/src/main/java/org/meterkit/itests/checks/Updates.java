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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterkit.itests.checks.OhInf.Channel;

/** Instructions that bring existing things up to date: they must lead to the thing type as it is now. */
final class Updates {

    private final OhInf ohInf;
    private final List<String> problems = new ArrayList<>();

    private Updates(OhInf ohInf) {
        this.ohInf = ohInf;
    }

    static List<String> problems(OhInf ohInf) {
        Updates updates = new Updates(ohInf);
        ohInf.roots(Schema.UPDATE).stream()
                .flatMap(root -> root.children("thing-type"))
                .forEach(updates::thingType);
        return updates.problems;
    }

    private void thingType(XmlElement update) {
        String uid = update.attribute("uid");
        Optional<XmlElement> type = ohInf.thingTypes().stream()
                .filter(candidate -> uid.equals(ohInf.bindingId + ":" + candidate.attribute("id")))
                .findFirst();
        if (type.isEmpty()) {
            problems.add(update.problem("there is no thing type " + uid + "."));
            return;
        }
        versions(update, type.get());
        channels(update, type.get());
    }

    private void versions(XmlElement update, XmlElement type) {
        int reached = 0;
        for (XmlElement set : update.children("instruction-set").toList()) {
            String target = set.attribute("targetVersion");
            if (!Values.INTEGER.accepts().test(target)) {
                continue;
            }
            if (Integer.parseInt(target) <= reached) {
                problems.add(set.problem("targetVersion must be higher than " + reached + ", the one before."));
            }
            reached = Math.max(reached, Integer.parseInt(target));
        }
        String latest = Integer.toString(reached);
        String version = type.children("properties")
                .flatMap(properties -> properties.children("property"))
                .filter(property -> property.attribute("name").equals("thingTypeVersion"))
                .map(XmlElement::line)
                .findFirst()
                .orElse("missing");
        if (!version.equals(latest)) {
            problems.add(type.problem("the property thingTypeVersion must be " + latest
                    + ", the highest targetVersion of " + update.where() + ", but is " + version + "."));
        }
    }

    private void channels(XmlElement update, XmlElement type) {
        List<String> present = ohInf.channels(type).stream().map(Channel::id).toList();
        Map<String, XmlElement> latest = new LinkedHashMap<>();
        update.children("instruction-set")
                .flatMap(set -> set.children().stream())
                .forEach(instruction -> {
                    for (String group : instruction.attribute("groupIds").split(", ?")) {
                        String prefix = group.isEmpty() ? "" : group + "#";
                        latest.put(prefix + instruction.attribute("id"), instruction);
                    }
                    instruction.childText("type").ifPresent(typeUid -> channelType(instruction, typeUid));
                });
        latest.forEach((id, instruction) -> {
            boolean removed = instruction.name().equals("remove-channel");
            if (removed && present.contains(id)) {
                problems.add(instruction.problem("removes " + id + ", which the thing type still has."));
            } else if (!removed && !present.contains(id)) {
                problems.add(instruction.problem("leaves " + id + ", which the thing type does not have."));
            }
        });
    }

    private void channelType(XmlElement instruction, String uid) {
        String typeId = uid.startsWith("system:")
                ? uid.replace(':', '.')
                : uid.startsWith(ohInf.bindingId + ":") ? uid.substring(ohInf.bindingId.length() + 1) : "";
        if (ohInf.channelKind(typeId) == null) {
            problems.add(instruction.problem("there is no channel-type " + uid + "."));
        }
    }
}
