package peleus.contract

import org.scalatest.funsuite.AnyFunSuite

import peleus.document.{Json, Yaml}
import peleus.transformations.Expr

class ContractFileSuite extends AnyFunSuite {
  import Contracts._

  private val contract = read(flights, carriers)

  test("a contract in its short writings is read") {
    assert(contract.contract == "flights" && contract.version == "1.2.0")
    assert(
      contract.delivery == Delivery(
        "flights_{date:yyyy-MM}*.{csv,csv.gz,zip}",
        Seq("utf-8", "windows-1252"),
        Dialect(Seq(",", ";")),
        FieldsMatch.Subset,
        Seq("NA", "NC")
      )
    )
    assert(contract.policy == Policy(ActionName.Quarantine, Tolerance(Some(2.0), Some(5000L)), Beyond.Hold))
    assert(
      contract.fields.keys.toSeq ==
        Seq("flight_date", "carrier", "tailnum", "dep_delay", "distance", "flight", "origin", "air_time", "arr_time")
    )
    assert(
      contract.fields("flight_date") == Field(
        FieldType("date"),
        labels = Seq("date", "Date du vol"),
        required = true,
        formats = Seq("yyyy-MM-dd", "dd/MM/yyyy")
      )
    )
    assert(contract.fields("carrier") == Field(required = true, `enum` = Seq("AA", "UA")))
    assert(contract.fields("tailnum") == Field(pattern = Some("[A-Z0-9]{5,6}"), mask = true))
    assert(contract.fields("flight") == Field(FieldType("integer")))
  }

  test("actions and rules of the short writings are read") {
    val delay = Field(
      FieldType("integer"),
      minimum = Some("-120"),
      maximum = Some("2000"),
      onFail = Map("maximum" -> Action(ActionName.KeepFlag))
    )
    assert(contract.fields("dep_delay") == delay)
    assert(contract.action(delay, Failure.Maximum) == Action(ActionName.KeepFlag))
    assert(contract.action(delay, Failure.Minimum) == Action(ActionName.Quarantine))
    assert(contract.fields("distance").onFail == Map("missing" -> Action(ActionName.Default, Some("0.0"))))
    val Seq(flew, unique, count) = contract.rules: @unchecked
    assert(flew == Rule("flew_if_arrived", Some(Expr("arr_time is null or air_time > 0"))))
    assert(unique == Rule("unique", unique = Seq("flight_date", "carrier", "flight", "origin")))
    assert(
      count == Rule(
        "row_count",
        rowCount = Some(Bounds(Some(20000), Some(40000))),
        onFail = Some(Action(ActionName.Hold))
      )
    )
    assert(contract.action(flew) == Action(ActionName.Quarantine))
    assert(contract.action(unique) == Action(ActionName.Hold))
  }

  test("the long form reads back as it was, and is its own long form") {
    val long = ContractFile.normalise(contract)
    Seq(Yaml.write(long), Json.write(long), Json.pretty(long)).foreach { text =>
      val again = read(text)
      assert(again == contract)
      assert(again.fields.keys.toSeq == contract.fields.keys.toSeq)
      assert(ContractFile.normalise(again) == long)
    }
  }

  test("the long form says every key, in the order of the declaration") {
    val long = ContractFile.json(read(text()))
    assert(
      long ==
        """{"contract":"flights","version":"1.0.0","delivery":{"files":"f.csv","encoding":["utf-8"],""" +
        """"dialect":{"delimiter":[","],"quote_char":"\"","preamble_rows":0,"max_record_lines":50},""" +
        """"fields_match":"equal","missing_values":[]},"fields":{"a":{"type":"string","description":null,""" +
        """"labels":[],"required":false,"formats":[],"languages":["fr","en"],"pivot_year":null,""" +
        """"decimal_char":["."],"group_char":[],"allow":[],"true_values":[],"false_values":[],"missing_values":null,""" +
        """"minimum":null,"maximum":null,"min_length":null,"max_length":null,"pattern":null,"enum":[],""" +
        """"mask":false,"on_fail":{}}},"description":null,"policy":{"default":"quarantine",""" +
        """"tolerate":{"percent":5.0,"rows":null},"beyond":"hold"},"rules":[]}"""
    )
  }

  test("the fingerprint tells what is said, not how") {
    def print(fields: String): String = ContractFile.fingerprint(read(text(fields = fields)))
    val one = print("a: {type: integer, minimum: 1, on_fail: {type: drop, minimum: warn}}")
    assert(one.matches("[0-9a-f]{64}"))
    assert(one == print("a: {on_fail: {minimum: {action: warn}, type: drop}, 'minimum': '1', type: integer} # same"))
    assert(print("a: 'decimal(8, 1)'") == print("a: 'decimal(08,1)'"))
    assert(one != print("a: {type: integer, minimum: 2, on_fail: {type: drop, minimum: warn}}"))
    assert(print("{a: string, b: string}") != print("{b: string, a: string}"))
  }

  test("problems of all parts are told at once, in the order of the file") {
    val text =
      """contract: A b
        |version: ' '
        |delivery: {files: f.csv, encoding: utf8}
        |fields:
        |  a: {tpye: date}
        |  b: {type: integer, minimum: x}
        |  c: {enum: other.csv}
        |rules:
        |  - unique: [a, d]
        |drift: {}
        |""".stripMargin
    assert(
      refused(text, carriers).map(_.takeWhile(_ != '(')) == Seq(
        "1:11: contract: 'A b' is no name: small letters, digits and _ are allowed, a letter first",
        "2:10: version: is blank: say which version it is, such as 1.0.0",
        "3:36: delivery.encoding[0]: there is no encoding 'utf8', did you mean 'utf-8'? ",
        "5:7: fields.a: unknown key 'tpye', did you mean 'type'? ",
        "6:31: fields.b.minimum: 'x' is not a whole number of at most 18 digits",
        "7:13: fields.c.enum: there is no file 'other.csv' beside the contract",
        "9:17: rules[0].unique[1]: there is no field 'd' ",
        "10:1: unknown key 'drift' "
      )
    )
  }

  test("a file that is no mapping is refused, and what is missing is named") {
    assert(refused("- a").map(_.take(36)) == Seq("1:1: wants a mapping with contract, "))
    assert(
      refused("{}") == Seq(
        "1:1: 'contract' is missing: name of what is delivered; the table is called after it",
        "1:1: 'version' is missing: version of the contract, such as 1.2.0",
        "1:1: 'delivery' is missing: what arrives: files, encoding, layout",
        "1:1: 'fields' is missing: the columns of the table, in its order"
      )
    )
    assert(refused("contract: a\ncontract: b") == Seq("2:1: the key 'contract' is given twice"))
  }
}
