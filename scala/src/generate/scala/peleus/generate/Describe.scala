package peleus.generate

import scala.reflect.runtime.universe.{Type => ScalaType, _}

import peleus.document.Node
import peleus.transformations._

/** A declaration to its descriptor, when files are generated. What it does not know it refuses.
  *
  * With [[Allowed]] the one user of scala-reflect: at run time the descriptor says all.
  */
object Describe {
  private val mirror = runtimeMirror(getClass.getClassLoader)

  /** What holds for all parts of one declaration.
    *
    * @param allowed
    *   refuses names
    * @param outer
    *   the classes around a part
    */
  private final case class Scope(allowed: (Symbol, String) => Unit, outer: Set[ClassSymbol] = Set.empty)

  private val inPython = Scope(Allowed.name)

  /** No word of Python is made of the keys of a file, so that a period may begin `from` a day. */
  private val inFiles = Scope(Allowed.word)

  /** Describes one transformation of a family.
    *
    * @throws java.lang.IllegalArgumentException
    *   when the declaration is not one; the sentence names the class or the parameter
    */
  def apply(family: Family, declared: Declared): Descriptor = {
    val cls = mirror.classSymbol(declared.of)
    val name = Names.snake(cls.name.toString)
    Allowed.name(cls, name)
    val params = parameters(cls, inPython)
    val example = Shorten(params, new Encoder().fields(params, declared.example))
    val kind = kindOf(cls)
    Allowed.shape(cls, kind, params, parses = cls.toType <:< typeOf[ParsingTransformation])
    val descriptor = Descriptor(
      name,
      family.getClass.getName,
      declared.of.getName,
      kind,
      literal[doc](cls),
      literal[since](cls),
      params,
      example
    )
    survives(cls, descriptor, declared.example)
    descriptor
  }

  /** Describes a command: its options are declared as a transformation's parameters are. */
  def command(declared: Class[_]): Descriptor = alone(declared, "command", inPython)

  /** Describes a file that people write: its keys are declared as a transformation's parameters are. */
  def file(declared: Class[_]): Descriptor = alone(declared, "file", inFiles)

  private def alone(declared: Class[_], kind: String, scope: Scope): Descriptor = {
    val cls = mirror.classSymbol(declared)
    val name = Names.snake(cls.name.toString)
    Allowed.name(cls, name)
    val (docs, version) = (literal[doc](cls), literal[since](cls))
    Descriptor(name, "", declared.getName, kind, docs, version, parameters(cls, scope), Node.fields())
  }

  private def kindOf(cls: ClassSymbol): String =
    if (cls.toType <:< typeOf[Learned]) Descriptor.Learned
    else if (cls.toType <:< typeOf[CellTransformation]) Descriptor.Cell
    else if (cls.toType <:< typeOf[ColumnTransformation]) Descriptor.Column
    else Descriptor.Table

  private def survives(cls: ClassSymbol, descriptor: Descriptor, example: Transformation): Unit =
    if (new Decoder().transformation(descriptor, descriptor.example) != example)
      refuse(cls, "its example does not survive JSON")

  private def parameters(cls: ClassSymbol, scope: Scope): Seq[Param] = {
    if (scope.outer(cls)) refuse(cls, "contains itself")
    val fields = constructor(cls)
    val names = fields.map(field => Names.snake(field.name.decodedName.toString))
    names.diff(names.distinct).foreach(twice => refuse(cls, s"two parameters are called '$twice'"))
    fields.zip(names).zipWithIndex.map { case ((field, name), i) =>
      scope.allowed(field, name)
      val of = typed(field, field.typeSignature, scope.copy(outer = scope.outer + cls))
      val default = if (field.asTerm.isParamWithDefault) Some(defaultOf(cls, i)) else None
      if (of.isInstanceOf[Type.Optional] && default.isEmpty) refuse(field, "an Option needs a default")
      Param(name, of, default.map(v => Shorten.value(of, new Encoder().value(of, v))), literal[doc](field))
    }
  }

  /** The parameters of the one constructor; a private one is public in bytecode, so Scala has to be asked. */
  private def constructor(cls: ClassSymbol): Seq[Symbol] = {
    val single = cls.isStatic && mirror.runtimeClass(cls).getConstructors.length == 1
    if (!cls.isCaseClass || !single || !cls.primaryConstructor.isPublic || cls.typeParams.nonEmpty)
      refuse(cls, "must be a top-level case class with one public constructor and no type parameter")
    cls.primaryConstructor.asMethod.paramLists match {
      case Seq(fields) => fields
      case _           => refuse(cls, "must have one parameter list")
    }
  }

  /** The compiler keeps each default in a method of the companion, counted from 1. */
  private def defaultOf(cls: ClassSymbol, position: Int): Any = {
    val companion = Classes.module(mirror.runtimeClass(cls).getName)
    companion.getClass.getMethod(s"$$lessinit$$greater$$default$$${position + 1}").invoke(companion)
  }

  private def typed(where: Symbol, declared: ScalaType, scope: Scope): Type = {
    val real = declared.dealias
    def inner = typed(where, real.typeArgs.last, scope)
    real.typeSymbol.fullName match {
      case word if Kind.ofScala(word).isDefined => Type.Scalar(Kind.ofScala(word).get)
      case "peleus.transformations.Table"       => Type.Table
      case "scala.Option"                       => optional(where, inner)
      case "scala.collection.immutable.Seq"     => Type.ListOf(inner)
      case "scala.collection.immutable.Map" if real.typeArgs.head =:= typeOf[String] => Type.MapOf(inner)
      case _ if real.typeSymbol.isClass && real.typeArgs.isEmpty                     => own(where, real, scope)
      case _                                                                         => notShared(where, declared)
    }
  }

  private def optional(where: Symbol, of: Type): Type = of match {
    case _: Type.Optional => refuse(where, "an Option of an Option has two ways to say nothing")
    case _                => Type.Optional(of)
  }

  private def own(where: Symbol, real: ScalaType, scope: Scope): Type = {
    val cls = real.typeSymbol.asClass
    def className = mirror.runtimeClass(cls).getName
    if (cls.isSealed && cls.isAbstract) choice(cls, className)
    else if (cls.isCaseClass) Type.Record(className, literal[doc](cls), parameters(cls, scope))
    else notShared(where, real)
  }

  private def notShared(where: Symbol, declared: ScalaType): Nothing =
    refuse(where, s"the type $declared is not one that JSON, Python and SQL share")

  private def choice(cls: ClassSymbol, className: String): Type = {
    val companion = cls.companion
    // In the order of the declaration; knownDirectSubclasses has none, but knows the cases declared elsewhere.
    val cases = companion.info.decls.sorted.filter(member => member.isModule && member.info <:< cls.toType)
    val missed = cls.knownDirectSubclasses.map(_.name.toString).diff(cases.map(_.name.toString).toSet)
    if (cases.isEmpty || missed.nonEmpty) {
      val others = if (missed.isEmpty) "there is none" else s"not so: ${missed.toSeq.sorted.mkString(", ")}"
      refuse(cls, s"every case must be a case object inside object ${cls.name}; $others")
    }
    Type.Choice(className, cases.map(value))
  }

  private def value(member: Symbol): Type.Value = {
    val name = Names.snake(member.name.toString)
    Allowed.word(member, name)
    if (Names.pascal(name) != member.name.toString) refuse(member, s"'$name' does not lead back to it")
    Type.Value(name, literal[doc](member.asModule.moduleClass, member))
  }

  /** The text of an annotation, looked for on all symbols of one declaration. */
  private def literal[A: TypeTag](symbols: Symbol*): String = {
    symbols.foreach(_.info: Unit) // annotations are loaded with the type
    val name = typeOf[A].typeSymbol.name
    symbols.flatMap(_.annotations).find(_.tree.tpe =:= typeOf[A]).map(_.tree.children.tail) match {
      case Some(List(Literal(Constant(text: String)))) => text
      case Some(_) => refuse(symbols.last, s"@$name wants one literal, nothing that is computed")
      case None    => refuse(symbols.last, s"@$name is missing")
    }
  }

  private def refuse(symbol: Symbol, why: String): Nothing = Allowed.refuse(symbol, why)
}
