package peleus.generate

import peleus.document.Node
import peleus.document.Node._
import peleus.learning._
import peleus.transformations.{Descriptor, Names, Param, Type}

/** The JSON Schema of models, for editors: the long form of the descriptor, the families with their ranges, and the
  * short writings of `peleus.learning.Shorthand` and `peleus.declared.Words`.
  */
object ModelSchema {

  def apply(model: Descriptor): Node = {
    val head = WordsSchema.head("Peleus model")
    Fields(head.entries ++ Written.described(Written.mapping(model.params), model.doc).entries ++ byProblem.entries)
  }

  private val nothing = fields("type" -> Text("null"))

  /** What one kind of problem wants and the other has no use for. */
  private def byProblem: Fields = fields(
    "if" -> says("problem", ProblemType.Regression),
    "then" -> fields(
      "properties" -> fields(
        "candidates" -> families(ProblemType.Regression),
        "search" -> metrics(ProblemType.Regression),
        "label" -> fields("properties" -> fields("positive" -> nothing)),
        "threshold" -> nothing
      )
    ),
    "else" -> fields(
      "properties" -> fields(
        "candidates" -> families(ProblemType.Binary),
        "search" -> metrics(ProblemType.Binary),
        "label" -> fields("required" -> texts(Seq("positive")))
      )
    )
  )

  private def families(problem: ProblemType): Fields =
    fields("propertyNames" -> fields("enum" -> texts(Families.of(problem).map(_.name))))

  private def metrics(problem: ProblemType): Fields = {
    val names = Metric.of(problem).map(metric => Text(Names.snakeOf(metric)))
    fields("properties" -> fields("metric" -> fields("enum" -> Items(names :+ Null()))))
  }

  /** A key with one word. */
  private def says(key: String, word: Product): Fields = fields(
    "required" -> texts(Seq(key)),
    "properties" -> fields(key -> fields("const" -> Text(Names.snakeOf(word))))
  )

  private object Written extends WordsSchema {

    override def typed(of: Type): Fields = of match {
      case Type.MapOf(Type.MapOf(_))                 => candidates
      case record: Type.Record if is[Period](record) => period(record.params)
      case record: Type.Record if is[Split](record)  => Fields(super.typed(record).entries ++ byStrategy.entries)
      case other                                     => super.typed(other)
    }

    override def parameter(p: Param): Fields = {
      val schema = super.parameter(p)
      val limits = Limits.ofKeys.get(p.name).filter(_ => isNumber(p.of)).toSeq.flatMap(range(_).entries)
      Fields(schema.entries ++ limits)
    }

    private def isNumber(of: Type): Boolean = of match {
      case Type.Optional(inner) => isNumber(inner)
      case Type.Scalar(kind)    => Set("int", "double")(kind.name)
      case _                    => false
    }

    private def range(interval: Interval): Fields = {
      val least = if (interval.above) "exclusiveMinimum" else "minimum"
      val most = interval.most.map(top => "maximum" -> number(top))
      fields((least -> number(interval.least)) +: most.toSeq: _*)
    }

    private def number(value: Double): Number = Number(BigDecimal(Interval.shown(value)))

    /** A mapping, or the words for it. */
    private def period(params: Seq[Param]): Fields = {
      val (from, before) = (">=\\s*\\d{4}-\\d{2}-\\d{2}", "<\\s*\\d{4}-\\d{2}-\\d{2}")
      val words = fields(
        "pattern" -> Text(s"^\\s*($from(\\s*$before)?|$before(\\s*$from)?)\\s*$$"),
        "examples" -> texts(Seq("< 2013-10-01", ">= 2013-10-01", ">= 2013-08-01 < 2013-10-01"))
      )
      Fields(mapping(params, texts(Seq("object", "string"))).entries ++ words.entries)
    }

    private def byStrategy: Fields = fields(
      "if" -> says("strategy", Strategy.Hash),
      "then" -> fields(
        "required" -> texts(Seq("shares", "key")),
        "properties" -> fields(Seq("column", "train", "validation", "test").map(_ -> nothing): _*)
      ),
      "else" -> fields(
        "required" -> texts(Seq("column", "train", "test")),
        "properties" -> fields("shares" -> nothing)
      )
    )

    private def candidates: Fields =
      Fields(closed(Families.all.map(family => family.name -> this.family(family))).entries :+ atLeastOne)

    private val atLeastOne = Text("minProperties") -> Number(1)

    private def family(family: Family): Fields =
      described(closed(family.settings.map(s => s.name -> setting(s)), texts(Seq("object", "null"))), family.doc)

    /** A number, or a list of numbers. */
    private def setting(setting: Setting): Fields = {
      val limits = range(setting.values)
      val kind = fields("type" -> Text(if (setting.values.whole) "integer" else "number"))
      val many = oneOrMany(Fields(kind.entries ++ limits.entries))
      val lists = fields("minItems" -> Number(1), "uniqueItems" -> Bool(true))
      val default = setting.default.map(value => Text("default") -> Items(Seq(Number(value))))
      Fields(described(Fields(many.entries ++ limits.entries ++ lists.entries), setting.doc).entries ++ default)
    }
  }
}
