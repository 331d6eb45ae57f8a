package peleus.generate

import java.time.LocalDate

import org.apache.spark.sql.{Column, DataFrame}

import peleus.functions.CellReader
import peleus.transformations._

/** Declarations that are refused, one reason each. */
object BadDeclarations {
  abstract class T extends Transformation { def apply(df: DataFrame): DataFrame = df }

  abstract class C extends ColumnTransformation { override protected def compute(value: Column): Column = value }

  abstract class R extends ParsingTransformation {
    override def reader: CellReader = throw new UnsupportedOperationException("the suites read no cell")
  }

  sealed trait Answer
  object Answer {
    @doc("d") case object Null extends Answer
    @doc("d") case object Other extends Answer
  }
  sealed trait Http
  object Http { @doc("d") case object HTTPError extends Http }
  sealed trait Far
  object Far { @doc("d") case object A extends Far }
  @doc("d") case object B extends Far
  sealed trait Shape
  object Shape {
    @doc("d") case object Dot extends Shape
    final case class Circle(r: Int) extends Shape
  }
  sealed trait Silent
  object Silent { case object A extends Silent }
  sealed trait Empty

  @doc("d") final case class Tree(@doc("d") children: Seq[Tree] = Nil)
  final case class NoDocRecord(@doc("d") a: Int)
  final class Plain

  @doc("d") @since("1") final case class NullWord(@doc("d") a: Answer = Answer.Other) extends T
  @doc("d") @since("1") final case class Caps(@doc("d") a: Http) extends T
  @doc("d") @since("1") final case class Elsewhere(@doc("d") a: Far) extends T
  @doc("d") @since("1") final case class Mixed(@doc("d") a: Shape) extends T
  @doc("d") @since("1") final case class NoValueDoc(@doc("d") a: Silent) extends T
  @doc("d") @since("1") final case class NoCase(@doc("d") a: Empty) extends T
  @doc("d") @since("1") final case class Recursive(@doc("d") a: Tree) extends T
  @doc("d") @since("1") final case class SilentRecord(@doc("d") a: NoDocRecord) extends T
  @doc("d") @since("1") final case class NoDoc(a: Int) extends T
  @doc("d") @since("1") final case class Stripped(@doc("""a
                                                         |b""".stripMargin) a: Int) extends T
  @since("1") final case class NoDocAtAll() extends T
  @doc("d") final case class NoSince() extends T
  @doc("d") @since("1") final case class Strange(@doc("d") a: Either[Int, String]) extends T
  @doc("d") @since("1") final case class NoRecord(@doc("d") a: Plain) extends T
  @doc("d") @since("1") final case class AnySeq(@doc("d") a: scala.collection.Seq[Int]) extends T
  @doc("d") @since("1") final case class IntKeys(@doc("d") a: Map[Int, Int]) extends T
  @doc("d") @since("1") final case class NoNone(@doc("d") a: Option[Int]) extends T
  @doc("d") @since("1") final case class Twofold(@doc("d") a: Option[Option[Int]] = None) extends T
  @doc("d") @since("1") final case class Keyword(@doc("d") from: Int) extends T
  @doc("d") @since("1") final case class Retyped(@doc("d") on: Int) extends T
  @doc("d") @since("1") final case class Lambda() extends T
  @doc("d") @since("1") final case class SameName(@doc("d") aB: Int, @doc("d") a_b: Int) extends T
  @doc("d") @since("1") final case class TwoLists(@doc("d") a: Int)(val b: Int = 1) extends T
  @doc("d") @since("1") final case class Hidden private (a: Int) extends T
  object Hidden { val it = new Hidden(1) }
  @doc("d") @since("1") final case class Twice(@doc("d") a: Int) extends T { def this() = this(1) }
  @doc("d") @since("1") final case class Generic[A](@doc("d") a: Seq[A]) extends T
  @doc("d") @since("1") final case class AFrame(@doc("d") a: Table) extends T
  @doc("d") @since("1") final case class Absurd(@doc("d") a: Double = Double.NaN) extends T
  @doc("d") @since("1") final class NoCaseClass extends T {
    override def productArity: Int = 0
    override def productElement(n: Int): Any = n
    override def canEqual(that: Any): Boolean = true
  }

  @doc("d") @since("1") final case class Forgetful(@doc("d") a: Int) extends T {
    override def equals(other: Any): Boolean = false
    override def hashCode: Int = a
  }

  @doc("d") @since("1") final case class LateColumn(@doc("d") a: Int, @doc("d") column: In) extends C {
    def output: Option[Out] = None
  }
  @doc("d") @since("1") final case class NoOutput(@doc("d") column: In) extends C {
    def output: Option[Out] = None
  }
  @doc("d") @since("1") final case class NoOnInvalid(@doc("d") column: In, @doc("d") output: Option[Out] = None)
      extends R {
    def onInvalid: OnInvalid = OnInvalid.Fail
  }
  @doc("d") @since("1") final case class OwnValue(
      @doc("d") column: In,
      @doc("d") value: Int,
      @doc("d") output: Option[Out] = None,
      @doc("d") onInvalid: OnInvalid = OnInvalid.SetNull
  ) extends R

  @doc("d") @since("1") final case class Fine(
      @doc("one " + "literal") a: Int = 1,
      @doc("d") b: Option[Seq[BigDecimal]] = Some(Seq(BigDecimal("0.10"))),
      @doc("d") c: Map[String, LocalDate] = Map.empty,
      @doc("d") d: Double = 1,
      @doc("d") e: Long = 5L
  ) extends T

  final class BadFamily extends Family()
}
