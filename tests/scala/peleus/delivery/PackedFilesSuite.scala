package peleus.delivery

import java.io.ByteArrayOutputStream
import java.nio.{ByteBuffer, ByteOrder}

import org.apache.commons.compress.archivers.zip.{Zip64Mode, ZipArchiveEntry, ZipArchiveOutputStream}
import org.scalatest.funsuite.AnyFunSuite

class PackedFilesSuite extends AnyFunSuite with DeliveryFixture {

  private val text = utf8("id,name\n" + (1 to 20).map(row => s"$row,name of $row\n").mkString)
  private val other = utf8("id,name\n1,other\n")
  private val plain = member("a.csv", text)

  private def facts(m: Member) = (m.sha256, m.records, m.labels, m.lines, m.encoding)

  test("a text is the same whatever it is packed in") {
    val gz = member("a.csv.gz", gzip(text))
    val zipped = member("b.zip", zip("folder/z.csv" -> text))
    assert(facts(gz) === facts(plain))
    assert(facts(zipped) === facts(plain))
    assert(zipped.entry === Some("folder/z.csv"))
    assert((gz.compression, zipped.compression) === (Compression.Gzip, Compression.Zip))
    assert(content(gz.chunks.head.path) === text)
  }

  test("renamed and packed copies of a delivery have its identity") {
    def id(members: Member*): String = Sequence(members).id
    val delivery = id(plain, member("b.csv", other))
    val zipped = members(delivered("x.zip", zip("z.csv" -> text, "c.csv" -> other)))
    assert(id(zipped: _*) === delivery)
    assert(id(member("1.csv.gz", gzip(other)), member("2.csv", text)) === delivery)
    assert(id(plain) !== delivery)
    assert(id(plain, plain) !== id(plain))
  }

  test("all members of a gzip are read") {
    val halves = gzip(text.take(100)) ++ gzip(text.drop(100))
    val found = member("a.csv.gz", halves)
    assert(facts(found) === facts(plain))
    assert((found.read, found.delivered) === (halves.length.toLong, halves.length.toLong))
  }

  test("a gzip that is cut anywhere fails") {
    val packed = gzip(text)
    (0 until packed.length).foreach { length =>
      assert(code("a.csv.gz", packed.take(length)) !== "", s"when cut to $length of ${packed.length} bytes")
    }
    assert(code("a.csv.gz", packed.dropRight(1)) === "truncated")
    assert(code("a.csv.gz", packed.dropRight(30)) === "truncated")
    assert(code("a.csv.gz", packed ++ packed.take(5)) === "truncated")
  }

  test("a byte of a gzip that changes is seen, or changes nothing") {
    unharmedOrRefused("a.csv.gz", gzip(text))
    assert(code("a.csv.gz", flipped(gzip(text), gzip(text).length - 6)) === "corrupt", "its checksum")
    assert(code("a.csv.gz", flipped(gzip(text), gzip(text).length - 2)) === "corrupt", "its length")
  }

  test("what follows a gzip and is none fails") {
    assert(code("a.csv.gz", gzip(text) ++ utf8("more")) === "corrupt")
    assert(code("a.csv.gz", gzip(text) ++ Array[Byte](0)) === "corrupt")
  }

  test("the optional parts of a gzip header are skipped, and its checksum is compared") {
    val body = gzip(text).drop(10)
    val start = Array(0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3).map(_.toByte) ++
      Array[Byte](2, 0, 7, 7) ++ utf8("name.csv\u0000") ++ utf8("comment\u0000")
    val checksum = new java.util.zip.CRC32
    checksum.update(start)
    val two = Array(checksum.getValue.toByte, (checksum.getValue >> 8).toByte)
    assert(facts(member("a.gz", start ++ two ++ body)) === facts(plain))
    assert(member("a.gz", gzip(text) ++ start ++ two ++ body).bytes === 2L * text.length)
    assert(code("a.gz", start ++ Array[Byte](two(0), (two(1) + 1).toByte) ++ body) === "corrupt")
  }

  test("entries come in the order of their names, without folders and what macOS adds") {
    val bytes = zip(
      "z/" -> Array.empty,
      "z/b.csv" -> text,
      "a.csv" -> other,
      "__MACOSX/a.csv" -> Array[Byte](0, 5, 0),
      "z/.DS_Store" -> Array[Byte](0)
    )
    val found = members(delivered("a.zip", bytes))
    assert(found.flatMap(_.entry) === Seq("a.csv", "z/b.csv"))
    assert(found.map(_.read) === Seq(bytes.length.toLong, 0L), "every byte was read, and is counted once")
    assert(found.map(_.delivered).distinct === Seq(bytes.length.toLong))
  }

  test("a stored entry is read too") {
    val bytes = zipOf(entry("a.csv", _.setMethod(0)) -> text)
    assert(facts(member("a.zip", bytes)) === facts(plain))
  }

  test("a zip that is cut anywhere fails") {
    val packed = zip("a.csv" -> text)
    (0 until packed.length).foreach { length =>
      assert(code("a.zip", packed.take(length)) !== "", s"when cut to $length of ${packed.length} bytes")
    }
    assert(code("a.zip", packed.dropRight(1)) === "truncated")
  }

  test("a byte of a zip that changes is seen, or changes nothing") {
    unharmedOrRefused("a.zip", zip("a.csv" -> text))
    assert(code("a.zip", flipped(zip("a.csv" -> text), 60)) === "corrupt")
  }

  test("what belongs to no entry of a zip fails") {
    val packed = zip("a.csv" -> text)
    assert(code("a.zip", packed ++ utf8("more")) === "corrupt")
    assert(code("a.zip", zip("b.csv" -> other) ++ packed) === "corrupt")
  }

  test("an entry that the directory has lost is seen") {
    val packed = zip("a.csv" -> text, "b.csv" -> other, "c.csv" -> text)
    assert(members(delivered("a.zip", packed)).size === 3)
    assert(names(problems("a.zip", withoutEntry(packed, 0))) === Seq("a.zip"))
    assert(names(problems("a.zip", withoutEntry(packed, 1))) === Seq("a.zip!a.csv"))
    assert(names(problems("a.zip", withoutEntry(packed, 2))) === Seq("a.zip!b.csv"))
    (0 to 2).foreach(lost => assert(code("a.zip", withoutEntry(packed, lost)) === "corrupt"))
    val stored = zipOf(Seq("a.csv", "b.csv", "c.csv").map(entry(_, _.setMethod(0)) -> text): _*)
    assert(names(problems("a.zip", withoutEntry(stored, 1))) === Seq("a.zip!a.csv"))
  }

  test("a zip holds as many entries as it says") {
    val packed = zip("a.csv" -> text, "b.csv" -> other)
    val more = packed.updated(packed.length - 12, 3.toByte)
    assert(
      problems("a.zip", more).map(_.what) === Seq("the zip file says that it holds 3 entries, its directory has 2")
    )
  }

  test("data descriptors stand between entries, of every kind") {
    val two = Seq("a.csv" -> text, "b.csv" -> other)
    val large = streamed(Zip64Mode.Always, two: _*)
    val small = streamed(Zip64Mode.Never, two: _*)
    Seq(large, small).foreach(packed => assert(members(delivered("a.zip", packed)).map(_.bytes).size === 2))
    Seq(large, small, zip(two: _*)).foreach { packed =>
      assert(names(problems("a.zip", withoutEntry(packed, 1))) === Seq("a.zip!a.csv"))
    }
    val unsigned = withoutSignature(zip("a.csv" -> text))
    assert(facts(member("a.zip", unsigned)) === facts(plain))
  }

  test("a zip may hold more entries than 16 bits count") {
    val folders = (1 to 70000).map(i => s"$i/" -> Array.emptyByteArray)
    val packed = zip(folders :+ ("a.csv" -> text): _*)
    assert(facts(member("a.zip", packed)) === facts(plain))
    val few = patched(packed, bytes => bytes.replace("PK\u0006\u0007", "PK\u0006\u0008")) // the locator is lost
    assert(code("a.zip", few) === "corrupt")
  }

  test("a zip without a file is empty") {
    assert(code("a.zip", zip()) === "empty")
    assert(code("a.zip", zip("a/" -> Array.empty)) === "empty")
    assert(
      problems("a.zip", zip("a.csv" -> text, "b.csv" -> Array.empty)).map(_.file.split('/').last) ===
        Seq("a.zip!b.csv")
    )
  }

  test("names of entries that would be unsafe are refused") {
    Seq("/a.csv", "../a.csv", "a/../b.csv", "c:a.csv", "a\\b.csv", "a\nb.csv").foreach { name =>
      assert(code("a.zip", zip(name -> text)) === "unsafe", name)
    }
    assert(member("a.zip", zip("a..b.csv" -> text)).entry === Some("a..b.csv"))
  }

  test("entries that no delivery needs are refused, all at once") {
    val link = entry("l.csv", _.setUnixMode(Integer.parseInt("120777", 8)))
    assert(code("a.zip", zipOf(link -> utf8("/etc/passwd"))) === "unsafe")
    assert(code("a.zip", zip("a.csv" -> zip("b.csv" -> text))) === "nested")
    assert(code("a.zip", zip("a.csv.gz" -> gzip(text))) === "nested")
    assert(code("a.zip", zip("[Content_Types].xml" -> text, "a.csv" -> text)) === "not_text")
    val twice = patched(zip("a.csv" -> text, "b.csv" -> text), _.replace("b.csv", "a.csv"))
    assert(code("a.zip", twice) === "unsafe")
    val several = problems("a.zip", zip("/a.csv" -> text, "../b.csv" -> text, "c.csv" -> text))
    assert(several.map(_.file.split('!').last).sorted === Seq("../b.csv", "/a.csv"))
  }

  test("encrypted entries and unknown methods are refused") {
    assert(code("a.zip", inHeaders(zip("a.csv" -> text), local = 6, central = 8, _ | 1)) === "encrypted")
    assert(code("a.zip", inHeaders(zip("a.csv" -> text), local = 8, central = 10, _ => 99)) === "unsupported")
  }

  test("entries that share bytes are refused") {
    val packed = zip("a.csv" -> text, "b.csv" -> text)
    val second = latin(packed).lastIndexOf("PK\u0001\u0002")
    (42 until 46).foreach(place => packed(second + place) = 0) // begins where the first one does
    assert(code("a.zip", packed) === "unsafe")
  }

  test("what inflates without measure is refused") {
    val bytes = utf8("id\n" + "1\n" * (1 << 20))
    val tight = Limits(inflationFrom = 1 << 20)
    assert(code("a.csv.gz", gzip(bytes), limits = tight) === "too_large")
    assert(code("a.zip", zip("a.csv" -> bytes), limits = tight) === "too_large")
    assert(member("a.csv.gz", gzip(bytes)).records === (1 << 20).toLong, "below the size where it is looked at")
    val small = Limits(inflatedBytes = text.length + 10L)
    assert(code("a.zip", zip("a.csv" -> text, "b.csv" -> other), limits = small) === "too_large")
    assert(code("a.csv.gz", gzip(text ++ text), limits = small) === "too_large")
  }

  private def unharmedOrRefused(name: String, packed: Array[Byte]): Unit = {
    val refused = packed.indices.count { place =>
      try {
        assert(facts(member(name, flipped(packed, place))) === facts(plain), s"after a change at $place")
        false
      } catch { case _: DeliveryFailed => true }
    }
    assert(refused > packed.length / 2)
  }

  private def flipped(bytes: Array[Byte], place: Int): Array[Byte] =
    bytes.updated(place, (bytes(place) ^ 0x10).toByte)

  private def names(problems: Seq[FileProblem]): Seq[String] = problems.map(_.file.split('/').last)

  /** Takes an entry out of the directory, and out of the numbers at the end. */
  private def withoutEntry(packed: Array[Byte], entry: Int): Array[Byte] = {
    val text = latin(packed)
    val ends = text.lastIndexOf("PK\u0005\u0006")
    val after = Seq(text.indexOf("PK\u0006\u0006"), ends).filter(_ > 0).min
    val starts = "PK\u0001\u0002".r.findAllMatchIn(text).map(_.start).toVector :+ after
    val (from, to) = (starts(entry), starts(entry + 1))
    val left = ByteBuffer.wrap(packed.patch(from, Nil, to - from)).order(ByteOrder.LITTLE_ENDIAN)
    val end = ends - (to - from)
    Seq(8, 10).foreach(place => left.putShort(end + place, (left.getShort(end + place) - 1).toShort))
    left.putInt(end + 12, left.getInt(end + 12) - (to - from))
    if (after < ends) { // the numbers of 64 bits, and the locator's place of them
      val end64 = after - (to - from)
      Seq(24, 32).foreach(place => left.putLong(end64 + place, left.getLong(end64 + place) - 1))
      left.putLong(end64 + 40, left.getLong(end64 + 40) - (to - from))
      left.putLong(end - 12, end64.toLong)
    }
    left.array
  }

  /** Takes the signature from the data descriptor of the only entry. */
  private def withoutSignature(packed: Array[Byte]): Array[Byte] = {
    val left = ByteBuffer.wrap(packed.patch(latin(packed).lastIndexOf("PK\u0007\u0008"), Nil, 4))
    val end = left.order(ByteOrder.LITTLE_ENDIAN).capacity - 22
    left.putInt(end + 16, left.getInt(end + 16) - 4)
    left.array
  }

  /** As a tool writes it that cannot go back: lengths and checksums follow the entries. */
  private def streamed(mode: Zip64Mode, entries: (String, Array[Byte])*): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val packed = new ZipArchiveOutputStream(out)
    packed.setUseZip64(mode)
    entries.foreach { case (name, bytes) =>
      packed.putArchiveEntry(new ZipArchiveEntry(name))
      packed.write(bytes)
      packed.closeArchiveEntry()
    }
    packed.close()
    out.toByteArray
  }

  private def latin(bytes: Array[Byte]): String = new String(bytes, "iso-8859-1")

  private def patched(bytes: Array[Byte], change: String => String): Array[Byte] =
    change(latin(bytes)).getBytes("iso-8859-1")

  /** Changes one byte of the only entry, in both of its headers. */
  private def inHeaders(bytes: Array[Byte], local: Int, central: Int, change: Int => Int): Array[Byte] = {
    val directory = latin(bytes).indexOf("PK\u0001\u0002")
    Seq(local, directory + central).foreach(place => bytes(place) = change(bytes(place).toInt).toByte)
    bytes
  }

  private def entry(name: String, set: ZipArchiveEntry => Unit): ZipArchiveEntry = {
    val made = new ZipArchiveEntry(name)
    set(made)
    made
  }

  private def zipOf(entries: (ZipArchiveEntry, Array[Byte])*): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val packed = new ZipArchiveOutputStream(out)
    entries.foreach { case (made, bytes) =>
      val checksum = new java.util.zip.CRC32
      checksum.update(bytes)
      made.setSize(bytes.length.toLong)
      made.setCrc(checksum.getValue)
      packed.putArchiveEntry(made)
      packed.write(bytes)
      packed.closeArchiveEntry()
    }
    packed.close()
    out.toByteArray
  }
}
