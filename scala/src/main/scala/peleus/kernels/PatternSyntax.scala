package peleus.kernels

/** A regular expression as a tree; only what [[PatternKernel]] can match exactly.
  *
  * Characters are those of ASCII, each a bit of two words, and all others together.
  */
sealed private[kernels] trait PatternNode
private[kernels] object PatternNode {
  final case class One(chars: CharSet) extends PatternNode
  final case class Follow(parts: Seq[PatternNode]) extends PatternNode
  final case class Either(branches: Seq[PatternNode]) extends PatternNode

  /** `most` is none where there is no bound. */
  final case class Repeat(part: PatternNode, least: Int, most: Option[Int]) extends PatternNode
}

/** A set of characters: some of ASCII, and all or none of the others. */
final private[kernels] case class CharSet(ascii: Set[Int], others: Boolean) {
  def ++(that: CharSet): CharSet = CharSet(ascii ++ that.ascii, others || that.others)
  def unary_! : CharSet = CharSet(CharSet.allAscii -- ascii, !others)
}

private[kernels] object CharSet {
  val allAscii: Set[Int] = (0 to 127).toSet
  val none: CharSet = CharSet(Set.empty, others = false)
  val digits: CharSet = range('0', '9')
  val word: CharSet = digits ++ range('a', 'z') ++ range('A', 'Z') ++ one('_')
  val space: CharSet = " \t\n\u000b\f\r".map(one).reduce(_ ++ _)

  /** The dot: no end of a line. Of those outside ASCII (U+0085, U+2028, U+2029) the kernel does not decide. */
  val dot: CharSet = !(one('\n') ++ one('\r'))

  def one(char: Char): CharSet = CharSet(Set(char.toInt), others = false)
  def range(first: Char, last: Char): CharSet = CharSet((first.toInt to last.toInt).toSet, others = false)

  /** The sets that a letter after a backslash stands for. */
  val named: Map[Char, CharSet] =
    Map('d' -> digits, 'D' -> !digits, 'w' -> word, 'W' -> !word, 's' -> space, 'S' -> !space)
}

/** Reads the part of java.util.regex's syntax that needs no looking back or around: characters of ASCII, classes,
  * groups, alternatives, greedy and reluctant quantifiers. As the whole text must match, it does not matter how greedy
  * a quantifier is.
  */
private[kernels] object PatternSyntax {

  /** The tree; none where anything else occurs. */
  def read(pattern: String): Option[PatternNode] = {
    val bare = pattern.stripPrefix("^")
    val inner = if (bare.endsWith("$") && !bare.endsWith("\\$")) bare.dropRight(1) else bare
    try Some(new Reader(inner).whole())
    catch { case Unknown => None }
  }

  /** What follows is not of this syntax. */
  private object Unknown extends RuntimeException(null, null, false, false)

  private final class Reader(text: String) {
    private var at = 0

    def whole(): PatternNode = {
      val node = branches()
      if (at < text.length) throw Unknown
      node
    }

    private def ahead: Option[Char] = text.lift(at)

    private def takeIf(char: Char): Boolean = {
      val isNext = ahead.contains(char)
      if (isNext) at += 1
      isNext
    }

    private def take(): Char = {
      val char = ahead.filter(_ < 128).getOrElse(throw Unknown)
      at += 1
      char
    }

    private def branches(): PatternNode = {
      var all = Vector(sequence())
      while (takeIf('|')) all :+= sequence()
      if (all.size == 1) all.head else PatternNode.Either(all)
    }

    private def sequence(): PatternNode = {
      var parts = Vector.empty[PatternNode]
      while (ahead.exists(char => char != '|' && char != ')')) parts :+= quantified(atom())
      PatternNode.Follow(parts)
    }

    private def atom(): PatternNode = take() match {
      case '('                               => group()
      case '['                               => PatternNode.One(charClass())
      case '.'                               => PatternNode.One(CharSet.dot)
      case '\\'                              => PatternNode.One(escaped())
      case char if "^$*+?{}]".contains(char) => throw Unknown
      case char                              => PatternNode.One(CharSet.one(char))
    }

    private def group(): PatternNode = {
      if (takeIf('?') && !takeIf(':')) throw Unknown
      val inner = branches()
      if (!takeIf(')')) throw Unknown
      inner
    }

    private def escaped(): CharSet = {
      val char = take()
      CharSet.named.getOrElse(char, if (Character.isLetterOrDigit(char)) throw Unknown else CharSet.one(char))
    }

    private def charClass(): CharSet = {
      val negated = takeIf('^')
      var chars = CharSet.none
      while (!takeIf(']')) chars = chars ++ classItem()
      if (chars == CharSet.none) throw Unknown
      if (negated) !chars else chars
    }

    private def classItem(): CharSet = {
      val first = classChar()
      if (ahead.contains('-') && !text.lift(at + 1).contains(']')) {
        at += 1
        val (low, high) = (single(first), single(classChar()))
        if (high < low) throw Unknown
        CharSet.range(low, high)
      } else first
    }

    private def single(chars: CharSet): Char =
      if (chars.ascii.size == 1 && !chars.others) chars.ascii.head.toChar else throw Unknown

    private def classChar(): CharSet = take() match {
      case '\\'            => escaped()
      case '[' | '&' | '^' => throw Unknown
      case char            => CharSet.one(char)
    }

    private def quantified(part: PatternNode): PatternNode = {
      val repeated = ahead match {
        case Some('?') => at += 1; PatternNode.Repeat(part, 0, Some(1))
        case Some('*') => at += 1; PatternNode.Repeat(part, 0, None)
        case Some('+') => at += 1; PatternNode.Repeat(part, 1, None)
        case Some('{') => at += 1; counted(part)
        case _         => part
      }
      if (repeated ne part) takeIf('?')
      if ((repeated ne part) && ahead.exists("?*+{".contains(_))) throw Unknown
      repeated
    }

    private def counted(part: PatternNode): PatternNode = {
      val least = number()
      val most = if (takeIf(',')) { if (ahead.contains('}')) None else Some(number()) }
      else Some(least)
      if (!takeIf('}') || most.exists(_ < least)) throw Unknown
      PatternNode.Repeat(part, least, most)
    }

    private def number(): Int = {
      val digits = text.drop(at).takeWhile(char => char >= '0' && char <= '9')
      if (digits.isEmpty || digits.length > 4) throw Unknown
      at += digits.length
      digits.toInt
    }
  }
}
