package peleus.transformations

import java.lang.reflect.InvocationTargetException

/** The only reflection at run time: one constructor, one module. */
private[peleus] object Classes {

  /** The thread's class loader when it sees this very library, else our own.
    *
    * The first finds families in jars added to a running session; the second helps where a container left an unrelated
    * loader on the thread.
    */
  def loader: ClassLoader = {
    val own = getClass.getClassLoader
    Option(Thread.currentThread.getContextClassLoader).filter(sees(_, classOf[Family])).getOrElse(own)
  }

  private def sees(loader: ClassLoader, ours: Class[_]): Boolean =
    try Class.forName(ours.getName, false, loader) eq ours
    catch { case _: ClassNotFoundException => false }

  /** An instance of a case class, its values in the order of the parameters. */
  def construct(className: String, values: Seq[Any]): Any =
    try find(className).getConstructors.head.newInstance(values.map(_.asInstanceOf[AnyRef]): _*)
    catch { case e: InvocationTargetException => throw e.getCause }

  /** The case object of a closed enum that a recipe calls `value`. */
  def choice(sealedTrait: String, value: String): AnyRef = module(s"$sealedTrait$$${Names.pascal(value)}")

  def module(objectName: String): AnyRef = find(objectName + "$").getField("MODULE$").get(null)

  private def find(name: String): Class[_] = Class.forName(name, true, loader)
}
