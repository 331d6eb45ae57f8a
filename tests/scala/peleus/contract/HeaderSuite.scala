package peleus.contract

import org.scalatest.funsuite.AnyFunSuite

class HeaderSuite extends AnyFunSuite {

  private def contract(fieldsMatch: FieldsMatch): Contract = Contract(
    "flights",
    "1",
    Delivery("f.csv", fieldsMatch = fieldsMatch),
    Map(
      "date" -> Field(FieldType("date"), labels = Seq("Date du vol", "Départ"), required = true),
      "carrier" -> Field(),
      "distance" -> Field(FieldType("number"))
    )
  )

  private def positions(fieldsMatch: FieldsMatch, labels: String*): Either[Seq[String], Seq[Int]] =
    Header.positions(contract(fieldsMatch), labels)

  private val all = Seq(
    FieldsMatch.Exact,
    FieldsMatch.Equal,
    FieldsMatch.Subset,
    FieldsMatch.Superset,
    FieldsMatch.Partial
  )

  test("labels are the same whatever their case, blanks and accents' bytes") {
    all.foreach { fieldsMatch =>
      assert(positions(fieldsMatch, "\ufeff DATE\u00a0du  vol", "Carrier ", "\tDISTANCE") == Right(Seq(0, 1, 2)))
      assert(positions(fieldsMatch, "de\u0301part", "carrier", "distance") == Right(Seq(0, 1, 2)))
    }
  }

  test("the order matters where it is exact only") {
    val labels = Seq("carrier", "distance", "date")
    all.drop(1).foreach(fieldsMatch => assert(positions(fieldsMatch, labels: _*) == Right(Seq(2, 0, 1))))
    assert(
      positions(FieldsMatch.Exact, labels: _*) == Left(
        Seq("the columns stand in another order: wants date, carrier, distance, got carrier, distance, date")
      )
    )
  }

  test("other labels are allowed where all fields, or one, are enough") {
    val labels = Seq("x", "date", "", "carrier", "distance", "x")
    Seq(FieldsMatch.Subset, FieldsMatch.Partial).foreach { fieldsMatch =>
      assert(positions(fieldsMatch, labels: _*) == Right(Seq(1, 3, 4)))
    }
    Seq(FieldsMatch.Exact, FieldsMatch.Equal, FieldsMatch.Superset).foreach { fieldsMatch =>
      assert(
        positions(fieldsMatch, labels: _*) == Left(
          Seq(
            "the label 'x' (column 1) is not known (allowed: nothing)",
            "the label of column 3 is blank",
            "the label 'x' (column 6) is not known (allowed: nothing)"
          )
        )
      )
    }
  }

  test("fields may be absent where some are enough, unless they are required") {
    Seq(FieldsMatch.Superset, FieldsMatch.Partial).foreach { fieldsMatch =>
      assert(positions(fieldsMatch, "date") == Right(Seq(0, -1, -1)))
      assert(
        positions(fieldsMatch, "distance") ==
          Left(Seq("the field 'date' has no column (labels: date, Date du vol, Départ)"))
      )
    }
    assert(
      positions(FieldsMatch.Equal, "date", "distanc") == Left(
        Seq(
          "the label 'distanc' (column 2) is not known, did you mean 'distance'? (allowed: carrier, distance)",
          "the field 'carrier' has no column (labels: carrier)",
          "the field 'distance' has no column, is it 'distanc'? (labels: distance)"
        )
      )
    )
    assert(
      positions(FieldsMatch.Subset, "carrier", "distance", "Date de vol") == Left(
        Seq("the field 'date' has no column, is it 'Date de vol'? (labels: date, Date du vol, Départ)")
      )
    )
  }

  test("at least one label must be known") {
    assert(
      positions(FieldsMatch.Partial, "x") == Left(
        Seq(
          "no label is known (allowed: date, Date du vol, Départ, carrier, distance)",
          "the field 'date' has no column (labels: date, Date du vol, Départ)"
        )
      )
    )
  }

  test("what may be a first record is not shown where fields are masked") {
    all.foreach { fieldsMatch =>
      val flights = contract(fieldsMatch)
      val masked = flights.copy(fields = flights.fields.updated("carrier", Field(mask = true)))
      assert(
        Header.positions(masked, Seq("2024-12-31", "carriér x", "distanc")) == Left(
          Seq(
            "no label is known, is the header missing? What was read is not shown, as the contract masks fields " +
              "(allowed: date, Date du vol, Départ, carrier, distance)"
          )
        )
      )
    }
  }

  test("a field stands in one column") {
    all.foreach { fieldsMatch =>
      assert(
        positions(fieldsMatch, "date", "carrier", "Départ", "distance") == Left(
          Seq("the field 'date' stands in several columns: 'date' (column 1), 'Départ' (column 3)")
        )
      )
    }
  }

  test("the score is the number of fields that the labels give") {
    val flights = contract(FieldsMatch.Equal)
    assert(Header.score(flights, Seq("date;carrier;distance")) == 0)
    assert(Header.score(flights, Seq("Date", "CARRIER", "date du vol", "x")) == 2)
    assert(Header.score(flights, Nil) == 0)
  }
}
