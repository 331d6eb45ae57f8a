package peleus.testing

import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.{ArrayEncoder, EncoderField, IterableEncoder, MapEncoder}
import org.apache.spark.sql.catalyst.encoders.{AgnosticEncoder, AgnosticEncoders, RowEncoder}
import org.apache.spark.sql.{DataFrame, Dataset, Row}

/** Rows whose days and moments are `java.time` values. The older classes, which Spark gives by default, depend on the
  * time zone of the JVM and skip days: in `java.sql.Date` the ten days of October 1582 that the calendar left out are
  * one, and so are 30 and 31 December 2011 in Apia.
  */
private[testing] object TimedRows {

  /** The same frame with another encoder; runs nothing. */
  def of(frame: DataFrame): Dataset[Row] =
    frame.as[Row](timed(RowEncoder.encoderFor(frame.schema)).asInstanceOf[AgnosticEncoder[Row]])

  private def timed(encoder: AgnosticEncoder[_]): AgnosticEncoder[_] = encoder match {
    case AgnosticEncoders.DateEncoder(lenient)                => AgnosticEncoders.LocalDateEncoder(lenient)
    case AgnosticEncoders.TimestampEncoder(lenient)           => AgnosticEncoders.InstantEncoder(lenient)
    case AgnosticEncoders.RowEncoder(fields)                  => AgnosticEncoders.RowEncoder(fields.map(field))
    case ArrayEncoder(element, containsNull)                  => ArrayEncoder(timed(element), containsNull)
    case IterableEncoder(tag, element, containsNull, lenient) =>
      IterableEncoder(tag, timed(element), containsNull, lenient)
    case MapEncoder(tag, key, value, containsNull) => MapEncoder(tag, timed(key), timed(value), containsNull)
    case other                                     => other
  }

  private def field(field: EncoderField): EncoderField = field.copy(enc = timed(field.enc))
}
