package peleus.generate

import peleus.transformations.Descriptor

/** The reference page of contracts. */
object ContractPage {

  def apply(contract: Descriptor): String = FilePage(
    "Contracts",
    s"""${contract.doc} How they are used: [checking](checking.md).
       |
       |This is the long form. One word may stand for a list of one; a field may be its type alone (`carrier: string`);
       |an action its word (`on_fail: keep_flag`, `on_fail: {missing: {default: "0"}}`); a rule its name with what it
       |asks for (`- flew: {expr: "air_time > 0"}`, `- unique: [carrier, flight]`, `- row_count: {minimum: 1}`); and
       |`enum` the name of a file beside the contract, one value a line.
       |
       |In `delivery.files`, `*` stands for any characters, `?` for one, `{a,b}` for one of these texts, and `{date:…}`, at
       |most once, for the delivery's date: `yyyy`, `yyyy` and `MM`, or these and `dd`, in any order, with `-`, `_`, `.`, a
       |space or nothing between them. All else stands for itself, in its case. The pattern fits the whole name of a file,
       |without its folder.
       |""".stripMargin,
    contract
  )
}
