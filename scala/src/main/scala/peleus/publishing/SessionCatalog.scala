package peleus.publishing

import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.{Files, Path => LocalPath}
import java.sql.{DriverManager, SQLException}
import java.util.{Properties, UUID}

import scala.util.Using

import org.apache.hadoop.fs.FileUtil
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.peleusbridge.Metastore

import peleus.Refused
import peleus.storage.AtomicFile

/** Which metastore a session's catalog is: one on the network, or an embedded one in the store's own folder, with no
  * service to start. The session has to be made for Hive; where its metastore is, is said here, before the first look
  * into it.
  *
  * @param name
  *   `embedded`, or the address of a metastore, `thrift://host:port`
  * @throws peleus.Refused
  *   when the session cannot have it
  */
private[peleus] final class SessionCatalog(spark: SparkSession, store: Store, name: String) {
  import SessionCatalog._

  private val isEmbedded = name == Embedded

  if (spark.conf.get(Setting._1, "in-memory") != Setting._2)
    throw Refused.because(s"the session has no catalog that lasts: make it with ${Setting._1}=${Setting._2}")
  if (!isEmbedded && !name.matches("thrift://.+:[0-9]+"))
    throw Refused.because(s"'$name' is no catalog: allowed are $Embedded and thrift://host:port", "catalog")
  if (isEmbedded && !store.isLocal) {
    val why = s"an embedded one is for a store on this machine, and ${store.root} is not"
    throw Refused.because(s"$why; give the address of a metastore, thrift://host:port", "catalog")
  }

  /** The catalog of the session, from now on that of the store.
    *
    * @throws Busy
    *   when another process has the embedded one open
    * @throws peleus.Refused
    *   when it is another store's
    */
  def attach(): Catalog = {
    val settings = if (isEmbedded) embedded(AtomicFile.local(store.root)) else Map(Uris -> name)
    val attached = settings.toString
    if (Metastore.setting(spark, Attached).exists(_ != attached))
      throw Refused.because("the session has the catalog of another store already; use a session of its own", "catalog")
    Metastore.configure(spark, settings + (Attached -> attached))
    new SparkCatalog(spark)
  }
}

private[peleus] object SessionCatalog {

  /** What a session must be made with. */
  val Setting: (String, String) = "spark.sql.catalogImplementation" -> "hive"

  private val Embedded = "embedded"
  private val Uris = "hive.metastore.uris"

  /** Where a session keeps which one it has. */
  private val Attached = "peleus.catalog"

  /** The database of the store, opened by this process. */
  private def embedded(store: LocalPath): Map[String, String] = {
    // else Derby logs wherever the process happens to be
    System.setProperty("derby.stream.error.file", store.resolve(".derby.log").toString)
    val folder = store.resolve("catalog")
    if (!Files.exists(folder)) create(folder)
    removeUnfinished(folder)
    val url = s"jdbc:derby:;databaseName=$folder"
    try open(url)
    catch { case e: SQLException if isOpenElsewhere(e) => throw Busy("a process that has the catalog open") }
    Map(
      // all four: a hive-site.xml may be about another database
      "javax.jdo.option.ConnectionURL" -> url,
      "javax.jdo.option.ConnectionDriverName" -> DriverManager.getDriver(url).getClass.getName,
      "javax.jdo.option.ConnectionUserName" -> "APP",
      "javax.jdo.option.ConnectionPassword" -> "mine",
      Uris -> "",
      "datanucleus.schema.autoCreateAll" -> "true",
      "hive.metastore.schema.verification" -> "false"
    )
  }

  /** Makes the database beside its place first: a process that is killed while Derby makes one leaves a folder that
    * Derby cannot open, nor make again.
    */
  private def create(folder: LocalPath): Unit = {
    val unfinished = folder.resolveSibling(s".${folder.getFileName}-${UUID.randomUUID}")
    Files.createDirectories(folder.getParent)
    open(s"jdbc:derby:$unfinished;create=true")
    try open(s"jdbc:derby:$unfinished;shutdown=true")
    catch { case closed: SQLException if closed.getSQLState == Closed => }
    Files.move(unfinished, folder, ATOMIC_MOVE): Unit
  }

  /** What a process left that was killed while it made one. */
  private def removeUnfinished(folder: LocalPath): Unit =
    Using.resource(Files.newDirectoryStream(folder.getParent, s".${folder.getFileName}-*")) { found =>
      found.forEach(unfinished => FileUtil.fullyDelete(unfinished.toFile): Unit)
    }

  private def open(url: String): Unit = DriverManager.getConnection(url, new Properties).close()

  private def isOpenElsewhere(e: SQLException): Boolean =
    Iterator.iterate[SQLException](e)(_.getNextException).takeWhile(_ != null).exists(_.getSQLState == OpenElsewhere)

  /** How Derby says that a database has been shut down. */
  private val Closed = "08006"

  /** How it says that another process has it. */
  private val OpenElsewhere = "XSDB6"
}
