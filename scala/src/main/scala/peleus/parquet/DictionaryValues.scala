package peleus.parquet

import java.io.OutputStream
import java.util.Arrays

import scala.annotation.nowarn

import org.apache.parquet.bytes.{ByteBufferAllocator, BytesInput}
import org.apache.parquet.column.Encoding
import org.apache.parquet.column.page.DictionaryPage
import org.apache.parquet.column.values.ValuesWriter
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder
import org.apache.parquet.io.api.Binary

/** The values of a column chunk: by numbers of a dictionary as long as that is worth it, and plain from then on.
  *
  * It is given up after [[DictionaryValues.Sample]] values when most of them were different, after the first page when
  * it takes more than the values themselves, and when it becomes large. Parquet takes pages of both kinds in one chunk
  * (Encodings.md, "Dictionary Encoding").
  */
private[parquet] abstract class DictionaryValues(allocator: ByteBufferAllocator) extends ValuesWriter {
  import DictionaryValues._

  protected val plain = new PlainBytes
  private var numbers = new Array[Int](FirstNumbers)
  private var count = 0 // of numbers in the page
  private var seen = 0 // values so far
  private var byNumbers = true
  private var plainly = 0L // bytes that the numbered values of the page would take
  private var isFirstPage = true
  private var used = 0 // values of the dictionary that written pages may name, and their bytes
  private var usedBytes = 0
  private var encoding = Encoding.PLAIN

  /** The different values. */
  protected def dictionary: Dictionary

  /** Puts a value of the dictionary among the plain ones. */
  protected def putPlain(number: Int): Unit

  /** Whether values are still numbered; otherwise they are put among the plain ones. */
  final protected def isNumbering: Boolean = byNumbers

  /** Adds the number of a value that takes so many bytes. */
  final protected def add(number: Int, bytes: Int): Unit = {
    if (count == numbers.length) numbers = Arrays.copyOf(numbers, count * 2)
    numbers(count) = number
    count += 1
    plainly += bytes
    seen += 1
    if ((seen == Sample && dictionary.size > MostOfSample) || dictionary.plain.size > MostBytes) giveUp()
  }

  private def giveUp(): Unit = {
    byNumbers = false
    var i = 0
    while (i < count) {
      putPlain(numbers(i))
      i += 1
    }
    forget()
  }

  private def forget(): Unit = {
    count = 0
    plainly = 0
  }

  override def getBytes: BytesInput = {
    if (isFirstPage && count > 0) {
      isFirstPage = false
      if (!isWorthIt) giveUp()
    }
    val isNumbered = count > 0 // a page without a value is plain
    encoding = if (isNumbered) Numbered else Encoding.PLAIN
    if (isNumbered) {
      used = dictionary.size
      usedBytes = dictionary.plain.size
      packed
    } else plain.input
  }

  /** Asked once, when it is known how the values of a page repeat. */
  private def isWorthIt: Boolean =
    dictionary.plain.size + count.toLong * width / java.lang.Byte.SIZE < plainly

  /** Bits of the highest number. */
  private def width: Int = Integer.SIZE - Integer.numberOfLeadingZeros(dictionary.size - 1)

  private def packed: BytesInput = {
    val encoder = new RunLengthBitPackingHybridEncoder(width, FirstNumbers, MostBytes, allocator)
    var i = 0
    while (i < count) {
      encoder.writeInt(numbers(i))
      i += 1
    }
    BytesInput.concat(BytesInput.from(Array(width.toByte)), encoder.toBytes)
  }

  override def getEncoding: Encoding = encoding

  override def toDictPageAndClose(): DictionaryPage =
    if (used > 0) new DictionaryPage(dictionary.plain.first(usedBytes), used, Numbered) else null

  override def resetDictionary(): Unit = {
    dictionary.clear()
    seen = 0
    byNumbers = true
    isFirstPage = true
    used = 0
  }

  override def reset(): Unit = {
    forget()
    plain.clear()
  }

  /** By this a page is ended. Numbered values count as if they were plain, which they become when they are given up. */
  override def getBufferedSize: Long = plainly + plain.size
  override def getAllocatedSize: Long = numbers.length.toLong * Integer.BYTES + plain.array.length

  override def memUsageString(prefix: String): String =
    s"$prefix ${getClass.getSimpleName} $getBufferedSize bytes, dictionary of ${dictionary.size}"
}

private[parquet] object DictionaryValues {

  /** After so many values it shows whether a column has few different ones. */
  final val Sample = 4096

  /** Of a sample with more different values, each costs more to look up than it saves. */
  final val MostOfSample: Int = Sample * 3 / 4

  /** The limit of parquet-java. */
  final val MostBytes: Int = 1 << 20

  private final val FirstNumbers = 1 << 10

  /** As in Spark's files: the name that Parquet's first version has for values by numbers, and for the page of a
    * dictionary. Older readers refuse the new one in such files.
    */
  @nowarn("cat=deprecation") private val Numbered = Encoding.PLAIN_DICTIONARY
}

/** Integers and dates, and numbers by their bits. */
private[parquet] final class NumberValues(bytes: Int, allocator: ByteBufferAllocator)
    extends DictionaryValues(allocator) {
  override protected val dictionary = new NumberDictionary(bytes == java.lang.Long.BYTES)

  override def writeInteger(value: Int): Unit = put(value.toLong)
  override def writeLong(value: Long): Unit = put(value)
  override def writeDouble(value: Double): Unit = put(java.lang.Double.doubleToRawLongBits(value))

  private def put(value: Long): Unit = if (isNumbering) add(dictionary.numberOf(value), bytes) else putPlainly(value)

  override protected def putPlain(number: Int): Unit = putPlainly(dictionary(number))

  private def putPlainly(value: Long): Unit =
    if (bytes == Integer.BYTES) plain.putInt(value.toInt) else plain.putLong(value)
}

/** Texts and bytes. */
private[parquet] final class TextValues(allocator: ByteBufferAllocator) extends DictionaryValues(allocator) {
  override protected val dictionary = new TextDictionary

  /** A text writes itself to a stream, which is the only way to its bytes without a copy. */
  private val taker = new OutputStream {
    override def write(bytes: Array[Byte], offset: Int, length: Int): Unit =
      if (isNumbering) add(dictionary.numberOf(bytes, offset, length), Integer.BYTES + length)
      else plain.putText(bytes, offset, length)

    override def write(byte: Int): Unit = throw new UnsupportedOperationException("a text byte by byte")
  }

  override def writeBytes(value: Binary): Unit = value.writeTo(taker)

  override protected def putPlain(number: Int): Unit =
    plain.putText(dictionary.plain.array, dictionary.start(number), dictionary.length(number))
}
