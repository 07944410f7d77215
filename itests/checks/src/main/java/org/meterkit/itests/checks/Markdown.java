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
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a Markdown page, each with the headings it stands below. */
final class Markdown {

    /**
     * A table.
     *
     * @param line line number of its header, from 1
     * @param section text of the second-level heading above it
     * @param subjects what the third-level heading above it, if any, names in code spans
     */
    record Table(int line, String section, List<String> subjects, List<String> header, List<Row> rows) {}

    /** A row below a header; {@code cells} are without the blanks around them. */
    record Row(int line, List<String> cells) {

        /** The cell, or an empty string where the row is too short. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");

    private Markdown() {}

    static List<Table> tables(List<String> lines) {
        List<Table> tables = new ArrayList<>();
        String section = "";
        List<String> subjects = List.of();
        boolean fenced = false;
        boolean inTable = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("```")) {
                fenced = !fenced;
            }
            Matcher heading = HEADING.matcher(line);
            if (!fenced && heading.matches() && heading.group(1).length() <= 3) {
                boolean third = heading.group(1).length() == 3;
                section = third ? section : heading.group(2).strip();
                subjects = third ? codeSpans(heading.group(2)) : List.of();
            }
            boolean row = !fenced && line.startsWith("|");
            if (row && !inTable) {
                tables.add(new Table(i + 1, section, subjects, cells(line), new ArrayList<>()));
            } else if (row && !line.matches("[|:\\s-]+")) {
                tables.get(tables.size() - 1).rows().add(new Row(i + 1, cells(line)));
            }
            inTable = row;
        }
        return tables;
    }

    /** What stands between back-ticks. */
    static List<String> codeSpans(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult span) -> span.group(1).strip())
                .toList();
    }

    /** A cell without back-ticks and escapes. */
    static String plain(String cell) {
        return cell.replace("`", "").replaceAll("\\\\(.)", "$1").strip();
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1).replaceFirst("(?<!\\\\)\\|$", "");
        return CELL_END.splitAsStream(inner).map(String::strip).toList();
    }
}
