package peleus.oozie

import java.io.StringReader
import java.nio.file.{Files, Path}
import javax.xml.transform.Source
import javax.xml.transform.stream.StreamSource
import javax.xml.validation.{Schema, SchemaFactory}

import scala.jdk.CollectionConverters._
import scala.util.{Failure, Success, Try, Using}

import org.scalatest.Inspectors.forEvery
import org.scalatest.funsuite.AnyFunSuite
import org.xml.sax.SAXParseException

/** What `peleus schedule` writes, held to the schemas of Oozie itself, which its client carries. */
class OozieFilesSuite extends AnyFunSuite {
  private val written = Path.of("oozie")
  private val workflow = schema("oozie-workflow-1.0", "shell-action-1.0", "email-action-0.2")
  private val coordinator = schema("oozie-coordinator-0.5", "oozie-sla-0.2")

  test("every workflow is valid") {
    forEvery(all("workflow.xml"))(file => assert(problem(workflow, Files.readString(file)).isEmpty))
  }

  test("every coordinator is valid") {
    forEvery(all("coordinator.xml"))(file => assert(problem(coordinator, Files.readString(file)).isEmpty))
  }

  private val wrongWorkflows = Seq(
    """<ok to="after-receive"/>""" -> "",
    """<default to="mail-unclear"/>""" -> "",
    "<exec>run-step.sh</exec>" -> "",
    "<subject>" -> "<title/><subject>",
    "<memory.mb>4096</memory.mb>" -> s"<memory.mb>$${memory}</memory.mb>",
    """name="after-receive"""" -> """name="after.receive"""",
    "uri:oozie:shell-action:1.0" -> "uri:oozie:shell-action:9.9"
  )
  for ((right, wrong) <- wrongWorkflows)
    test(s"a workflow with '$wrong' for '$right' is not") {
      assertRefused(workflow, "workflow.xml", right, wrong)
    }

  private val wrongCoordinators = Seq(
    """timezone="Europe/Paris"""" -> "",
    "<concurrency>1</concurrency>" -> "<frequency>1</frequency>",
    s"<sla:nominal-time>$${coord:nominalTime()}</sla:nominal-time>" -> ""
  )
  for ((right, wrong) <- wrongCoordinators)
    test(s"a coordinator with '$wrong' for '$right' is not") {
      assertRefused(coordinator, "coordinator.xml", right, wrong)
    }

  private def assertRefused(schema: Schema, name: String, right: String, wrong: String) = {
    val text = Files.readString(written.resolve("flights").resolve(name))
    assert(text.contains(right))
    assert(problem(schema, text.replace(right, wrong)).isDefined)
  }

  private def all(name: String): Seq[Path] = {
    val files = Using.resource(Files.walk(written))(_.iterator.asScala.filter(_.endsWith(name)).toList)
    assert(files.nonEmpty)
    files
  }

  /** What is wrong with a document by its schema; one that is no XML at all is an error of the test. */
  private def problem(schema: Schema, text: String): Option[String] =
    Try(schema.newValidator.validate(new StreamSource(new StringReader(text)))) match {
      case Success(_)                                                               => None
      case Failure(error: SAXParseException) if error.getMessage.startsWith("cvc-") => Some(error.getMessage)
      case Failure(error)                                                           => throw error
    }

  private def schema(names: String*): Schema = {
    val sources = names.map(name => new StreamSource(getClass.getResource(s"/$name.xsd").toString): Source)
    SchemaFactory.newDefaultInstance.newSchema(sources.toArray)
  }
}
