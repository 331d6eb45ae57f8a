package peleus.contract

import peleus.transformations.sample.Samples

/** Contracts that the suites read. */
object Contracts {

  /** As `docs` show a contract, with every short writing. */
  val flights: String =
    """contract: flights
      |version: 1.2.0
      |delivery:
      |  files: "flights_{date:yyyy-MM}*.{csv,csv.gz,zip}"
      |  encoding: [utf-8, windows-1252]
      |  dialect: {delimiter: [",", ";"], quote_char: '"'}
      |  fields_match: subset
      |  missing_values: ["", NA, NC]
      |policy: {default: quarantine, tolerate: {percent: 2, rows: 5000}, beyond: hold}
      |fields:
      |  flight_date: {type: date, formats: [yyyy-MM-dd, dd/MM/yyyy], labels: [date, "Date du vol"], required: true}
      |  carrier:     {type: string, enum: carriers.csv, required: true}
      |  tailnum:     {type: string, pattern: "[A-Z0-9]{5,6}", mask: true}
      |  dep_delay:   {type: integer, minimum: -120, maximum: 2000, on_fail: {maximum: keep_flag}}
      |  distance:    {type: "decimal(8,1)", decimal_char: [".", ","], minimum: 0, on_fail: {missing: {default: "0.0"}}}
      |  flight: integer
      |  origin: string
      |  air_time: integer
      |  arr_time: integer
      |rules:
      |  - flew_if_arrived: {expr: "arr_time is null or air_time > 0"}
      |  - unique: [flight_date, carrier, flight, origin]
      |  - row_count: {minimum: 20000, maximum: 40000, on_fail: hold}
      |""".stripMargin

  /** The one file beside it. */
  val carriers: ValueFile.Load = {
    case "carriers.csv" => "carrier,name\nAA,American\nUA,\"United, Inc.\"\n"
    case other          => ValueFile.none(other)
  }

  def read(text: String, load: ValueFile.Load = ValueFile.none): Contract =
    ContractFile.read(text, "contract.yaml", load)

  /** A contract with this delivery, these fields, and more lines below. */
  def text(delivery: String = "files: f.csv", fields: String = "a: string", more: String = ""): String =
    s"contract: flights\nversion: 1.0.0\ndelivery: {$delivery}\nfields:\n  $fields\n$more"

  /** A contract of one field, `a`. */
  def field(keys: String): Field = read(text(fields = s"a: {$keys}")).fields("a")

  /** The lines of the refusal, without the name of the file. */
  def refused(text: String, load: ValueFile.Load = ValueFile.none): Seq[String] =
    Samples.refused(read(text, load)).map(_.stripPrefix("contract.yaml:"))
}
