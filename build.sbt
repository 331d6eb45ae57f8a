// The same sources for those who prefer sbt. Versions come from pom.xml; the jar that is released is Maven's.
ThisBuild / organization := Pom.organization
ThisBuild / version := Pom.version
ThisBuild / scalaVersion := Pom("scala.version")

lazy val peleus = (project in file(".")).settings(
  name := "peleus-spark4",
  target := baseDirectory.value / "target" / "sbt",
  Compile / scalaSource := baseDirectory.value / "scala/src/main/scala",
  Compile / resourceDirectory := baseDirectory.value / "scala/src/main/resources",
  Test / scalaSource := baseDirectory.value / "tests/scala",
  Test / resourceDirectory := baseDirectory.value / "tests/resources",
  Test / unmanagedSourceDirectories += baseDirectory.value / "scala/src/generate/scala",
  scalacOptions ++= Seq("-deprecation", "-feature", "-release", Pom("java.release"), "-Xlint:_,-byname-implicit", "-Werror"),
  Compile / doc / sources := Nil,
  libraryDependencies ++= Seq(
    "org.apache.spark" %% "spark-sql" % Pom("spark.compile.version") % Provided,
    "org.apache.spark" %% "spark-mllib" % Pom("spark.mllib.compile.version") % Provided,
    "org.scala-lang" % "scala-reflect" % Pom("scala.version") % Provided,
    "info.picocli" % "picocli" % Pom("picocli.version"),
    "org.snakeyaml" % "snakeyaml-engine" % Pom("snakeyaml.engine.version"),
    ("org.apache.oozie" % "oozie-client" % Pom("oozie.version") % Test).intransitive(),
    "org.scalatest" %% "scalatest" % Pom("scalatest.version") % Test,
    "org.scalatestplus" %% "scalacheck-1-18" % Pom("scalatest.scalacheck.version") % Test,
    "org.scalacheck" %% "scalacheck" % Pom("scalacheck.version") % Test
  ),
  // Maven filters this file; here it is written
  Compile / unmanagedResources / excludeFilter := "peleus-build.properties",
  Compile / resourceGenerators += Def.task {
    val out = (Compile / resourceManaged).value / "peleus-build.properties"
    IO.write(out, s"version=${Pom.version}\nscala=${Pom("scala.version")}\nspark.compile=${Pom("spark.compile.version")}\n")
    Seq(out)
  }.taskValue,
  Test / fork := true,
  Test / javaOptions ++= Pom("jvm.opens").split(" ").toSeq ++
    Seq("-Xmx2g", "-Xss4m", s"-Dpeleus.test.spark=${Pom("spark.compile.version")}")
)
