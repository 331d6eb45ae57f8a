package peleus.transformations

import java.lang.ref.SoftReference
import java.nio.charset.StandardCharsets.UTF_8
import java.util.{ServiceLoader, WeakHashMap}

import scala.jdk.CollectionConverters._
import scala.util.Using

import peleus.document.{Json, Node}
import peleus.{At, Nearest, Refused}

/** The transformations that recipes may name. */
final class Catalogue private (val all: Seq[Descriptor]) {
  private val byName = all.map(d => d.name -> d).toMap
  private val byClass = all.map(d => d.implementation -> d).toMap

  /** The descriptor of that name.
    *
    * @param at
    *   where the name stands, for the refusal
    * @param own
    *   further descriptors, of the steps that Python brings along
    * @throws peleus.Refused
    *   when there is none
    */
  def apply(name: String, at: Option[At] = None, own: Seq[Descriptor] = Nil): Descriptor =
    own.find(_.name == name).orElse(byName.get(name)).getOrElse {
      val known = (all ++ own).map(_.name)
      throw Refused.because(s"unknown transformation '$name'${Nearest(name, known)}", at = at)
    }

  /** The descriptor of a transformation's class. */
  def of(t: Transformation): Descriptor = byClass.getOrElse(
    t.getClass.getName,
    throw new IllegalStateException(
      s"${t.getClass.getName} is not declared in a registered family, or its descriptor is stale: run make generate"
    )
  )

  /** The parameters of a transformation, without those that have their default. */
  def encode(t: Transformation, encoder: Encoder = new Encoder): Node.Fields = {
    val params = of(t).params
    Shorten(params, encoder.fields(params, t))
  }
}

object Catalogue {
  private val read = new WeakHashMap[ClassLoader, SoftReference[Catalogue]]

  /** Everything on the class path. It is read once for each class loader: a jar that is attached later is not seen. */
  def default: Catalogue = {
    val loader = Classes.loader
    read.synchronized {
      Option(read.get(loader)).flatMap(reference => Option(reference.get)).getOrElse {
        val catalogue = of(families)
        // Soft: the descriptors' families would else keep the loader of a closed session alive.
        read.put(loader, new SoftReference(catalogue))
        catalogue
      }
    }
  }

  /** The families named in every `META-INF/services/peleus.transformations.Family` on the class path. */
  def families: Seq[Family] = ServiceLoader.load(classOf[Family], Classes.loader).asScala.toSeq

  /** The transformations of these families, by the descriptor files beside their classes. */
  def of(families: Seq[Family]): Catalogue = described(families.flatMap(descriptors))

  /** A catalogue of descriptors at hand. */
  def described(descriptors: Seq[Descriptor]): Catalogue = {
    descriptors.groupBy(_.name).values.find(_.size > 1).foreach { same =>
      throw new IllegalStateException(
        s"two transformations are called ${same.head.name}: ${same.map(_.implementation).mkString(", ")}"
      )
    }
    new Catalogue(descriptors.sortBy(_.name))
  }

  /** The name of a family's descriptor file. */
  def resource(family: Class[_]): String = s"${Names.snake(family.getSimpleName)}.json"

  private def descriptors(family: Family): Seq[Descriptor] = {
    val file = resource(family.getClass)
    val stream = Option(family.getClass.getResourceAsStream(file)).getOrElse {
      throw new IllegalStateException(s"${family.getClass.getName} has no descriptor file $file: run make generate")
    }
    val text = Using.resource(stream)(in => new String(in.readAllBytes(), UTF_8))
    Descriptor.readAll(Json.read(text, Some(file)))
  }
}
