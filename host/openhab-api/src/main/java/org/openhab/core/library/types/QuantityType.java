/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.types;

import java.math.BigDecimal;
import java.text.ParsePosition;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.measure.Dimension;
import javax.measure.IncommensurableException;
import javax.measure.Quantity;
import javax.measure.Quantity.Scale;
import javax.measure.UnconvertibleException;
import javax.measure.Unit;
import javax.measure.format.MeasurementParseException;
import javax.measure.quantity.Dimensionless;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;
import org.openhab.core.types.util.UnitUtils;
import tech.units.indriya.AbstractUnit;
import tech.units.indriya.format.SimpleUnitFormat;
import tech.units.indriya.function.RationalNumber;
import tech.units.indriya.quantity.Quantities;

/** A number with a unit, such as "2710 W". Immutable. */
public class QuantityType<T extends Quantity<T>> extends Number
        implements PrimitiveType, State, Command, Comparable<QuantityType<T>> {
    private static final long serialVersionUID = 1L;

    /** How a pattern for a time of day begins. */
    private static final String TIME = "%(?:1\\$)?[tT]";

    private static final Pattern TIME_OF_DAY = Pattern.compile(TIME);

    static {
        // Makes their symbols known to the unit format before anything is read or printed.
        Units.getInstance();
        SIUnits.getInstance();
    }

    public static final QuantityType<Dimensionless> ZERO = new QuantityType<>(0, AbstractUnit.ONE);
    public static final QuantityType<Dimensionless> ONE = new QuantityType<>(1, AbstractUnit.ONE);

    private final transient Quantity<T> quantity;

    /** Zero without a unit. */
    @SuppressWarnings("unchecked")
    public QuantityType() {
        this((Quantity<T>) ZERO.quantity);
    }

    /**
     * Reads a number as written in English and a unit, with or without blanks between; no unit is one.
     *
     * @throws NumberFormatException when it does not begin with a number
     * @throws IllegalArgumentException when there is no such unit
     */
    public QuantityType(String value) {
        this(value, Locale.ENGLISH);
    }

    public QuantityType(String value, Locale locale) {
        this(parse(value, locale));
    }

    public QuantityType(Number value, Unit<T> unit) {
        this(Quantities.getQuantity(exact(value), unit, Scale.RELATIVE));
    }

    private QuantityType(Quantity<T> quantity) {
        this.quantity = quantity;
    }

    public static <T extends Quantity<T>> QuantityType<T> valueOf(double value, Unit<T> unit) {
        return new QuantityType<>(value, unit);
    }

    @Override
    public String toString() {
        return toFullString();
    }

    // The unit, and with it the type, is known when the text has been read.
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static QuantityType<? extends Quantity<?>> valueOf(String value) {
        return new QuantityType(value);
    }

    /** Equal are equal amounts, also in different units: 1 kWh and 1000 Wh. */
    @Override
    public boolean equals(Object obj) {
        if (this == obj) {
            return true;
        }
        if (!(obj instanceof QuantityType<?> other)) {
            return false;
        }
        if (getUnit().isCompatible(other.getUnit())) {
            return compare(other) == 0;
        }
        return getUnit().isCompatible(other.getUnit().inverse()) && compare(other.inverse()) == 0;
    }

    /** Throws {@link IllegalArgumentException} for a unit that cannot be converted. */
    @Override
    public int compareTo(QuantityType<T> other) {
        return compare(other);
    }

    private int compare(QuantityType<?> other) {
        if (!getUnit().isCompatible(other.getUnit())) {
            throw new IllegalArgumentException("Can not compare incompatible units.");
        }
        return Double.compare(inSystemUnit(), other.inSystemUnit());
    }

    private double inSystemUnit() {
        return toUnit(getUnit().getSystemUnit()).doubleValue();
    }

    public Unit<T> getUnit() {
        return quantity.getUnit();
    }

    public Dimension getDimension() {
        return getUnit().getDimension();
    }

    /** The same amount in another unit, or null when it cannot be converted. */
    public QuantityType<T> toUnit(Unit<?> targetUnit) {
        if (targetUnit.equals(getUnit())) {
            return this;
        }
        try {
            Number value = getUnit().getConverterToAny(targetUnit).convert(quantity.getValue());
            @SuppressWarnings("unchecked") // There is a converter: both units measure the same.
            Unit<T> unit = (Unit<T>) targetUnit;
            return new QuantityType<>(value, unit);
        } catch (UnconvertibleException | IncommensurableException e) {
            return null;
        }
    }

    /** The same amount in the unit of this symbol, or null when it cannot be converted. */
    public QuantityType<T> toUnit(String targetUnit) {
        return toUnit(AbstractUnit.parse(targetUnit));
    }

    public BigDecimal toBigDecimal() {
        return exact(quantity.getValue());
    }

    @Override
    public int hashCode() {
        // Equal amounts in different units have to have the same hash.
        return Double.hashCode(inSystemUnit());
    }

    /**
     * Prints as {@link java.util.Formatter} does; {@code %unit%} stands for the unit, and the patterns for a time of day
     * print a duration.
     */
    @Override
    public String format(String pattern) {
        if (pattern.contains("%s") || pattern.contains("%S")) {
            return String.format(pattern, quantity);
        }
        if (pattern.contains(UnitUtils.UNIT_PLACEHOLDER)) {
            String symbol = getUnit().equals(Units.PERCENT) ? "%%" : getUnit().toString();
            return NumberFormats.format(pattern.replace(UnitUtils.UNIT_PLACEHOLDER, symbol), toBigDecimal());
        }
        if (getUnit().isCompatible(Units.SECOND) && TIME_OF_DAY.matcher(pattern).find()) {
            return formatDuration(pattern);
        }
        return NumberFormats.format(pattern, toBigDecimal());
    }

    private String formatDuration(String pattern) {
        BigDecimal millis = toUnit(MetricPrefix.MILLI(Units.SECOND)).toBigDecimal();
        Duration duration = Duration.ofMillis(millis.longValue());
        String text = pattern.replaceAll(TIME + "R", "%tH:%tM").replaceAll(TIME + "T", "%tH:%tM:%tS");
        // Without a place for days, hours go on counting; likewise minutes and seconds.
        boolean days = text.matches("(?s).*" + TIME + "[de].*");
        boolean hours = text.matches("(?s).*" + TIME + "[HIkl].*");
        boolean minutes = text.matches("(?s).*" + TIME + "M.*");
        long h = days ? duration.toHoursPart() : duration.toHours();
        long m = hours ? duration.toMinutesPart() : duration.toMinutes();
        long s = minutes ? duration.toSecondsPart() : duration.toSeconds();
        return text.replaceAll(TIME + "[de]", String.valueOf(duration.toDays()))
                .replaceAll(TIME + "[HI]", "%02d".formatted(h))
                .replaceAll(TIME + "[kl]", String.valueOf(h))
                .replaceAll(TIME + "M", "%02d".formatted(m))
                .replaceAll(TIME + "S", "%02d".formatted(s))
                .replaceAll(TIME + "s", String.valueOf(s))
                .replaceAll(TIME + "L", "%03d".formatted(duration.toMillisPart()));
    }

    @Override
    public int intValue() {
        return quantity.getValue().intValue();
    }

    @Override
    public long longValue() {
        return quantity.getValue().longValue();
    }

    @Override
    public float floatValue() {
        return quantity.getValue().floatValue();
    }

    @Override
    public double doubleValue() {
        return quantity.getValue().doubleValue();
    }

    @Override
    public String toFullString() {
        return quantity.toString();
    }

    @Override
    public <U extends State> U as(Class<U> target) {
        BigDecimal value = toBigDecimal();
        boolean zero = value.signum() == 0;
        boolean one = value.compareTo(BigDecimal.ONE) == 0;
        if (target == OnOffType.class) {
            if (Units.PERCENT.equals(getUnit())) {
                return target.cast(OnOffType.from(value.signum() > 0));
            }
            return zero ? target.cast(OnOffType.OFF) : one ? target.cast(OnOffType.ON) : null;
        } else if (target == UpDownType.class) {
            return zero ? target.cast(UpDownType.UP) : one ? target.cast(UpDownType.DOWN) : null;
        } else if (target == OpenClosedType.class) {
            return zero ? target.cast(OpenClosedType.CLOSED) : one ? target.cast(OpenClosedType.OPEN) : null;
        } else if (target == PercentType.class) {
            QuantityType<T> percent = toUnit(Units.PERCENT);
            return percent == null ? null : target.cast(new PercentType(percent.toBigDecimal()));
        } else if (target == DecimalType.class) {
            return target.cast(new DecimalType(value));
        }
        return State.super.as(target);
    }

    /** The sum in this unit. */
    public QuantityType<T> add(QuantityType<T> other) {
        return new QuantityType<>(absolute().add(other.quantity));
    }

    public QuantityType<T> negate() {
        return new QuantityType<>(toBigDecimal().negate(), getUnit());
    }

    /** The difference in this unit. */
    public QuantityType<T> subtract(QuantityType<T> other) {
        return new QuantityType<>(absolute().subtract(other.quantity));
    }

    public QuantityType<?> multiply(BigDecimal value) {
        return new QuantityType<>(absolute().multiply(value));
    }

    public QuantityType<?> multiply(QuantityType<?> other) {
        return new QuantityType<>(absolute().multiply(other.absolute()));
    }

    public QuantityType<?> divide(BigDecimal value) {
        return new QuantityType<>(absolute().divide(value));
    }

    public QuantityType<?> divide(QuantityType<?> other) {
        return new QuantityType<>(absolute().divide(other.absolute()));
    }

    public QuantityType<?> inverse() {
        return new QuantityType<>(absolute().inverse());
    }

    private Quantity<T> absolute() {
        return Quantities.getQuantity(quantity.getValue(), quantity.getUnit(), Scale.ABSOLUTE);
    }

    private static BigDecimal exact(Number number) {
        return number instanceof RationalNumber rational ? rational.bigDecimalValue() : NumberFormats.exact(number);
    }

    @SuppressWarnings("unchecked") // The caller says what the text measures.
    private static <T extends Quantity<T>> Quantity<T> parse(String text, Locale locale) {
        String trimmed = text.trim();
        ParsePosition position = new ParsePosition(0);
        BigDecimal number = NumberFormats.parse(trimmed, locale, position);
        String symbol = trimmed.substring(position.getIndex()).trim();
        if (symbol.isEmpty()) {
            return Quantities.getQuantity(number, (Unit<T>) AbstractUnit.ONE, Scale.RELATIVE);
        }
        try {
            Unit<T> unit = (Unit<T>) SimpleUnitFormat.getInstance().parse(symbol);
            return Quantities.getQuantity(number, unit, Scale.RELATIVE);
        } catch (MeasurementParseException e) {
            throw new IllegalArgumentException("Invalid Quantity value: " + text, e);
        }
    }
}
