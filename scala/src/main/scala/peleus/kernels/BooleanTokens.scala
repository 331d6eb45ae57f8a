package peleus.kernels

/** How true and false are written, per language. No token of one language says the contrary in another. */
private[kernels] object BooleanTokens {

  /** The languages known. */
  val Languages: Seq[String] = Seq("fr", "en", "de", "es", "it", "pt")

  /** Tokens for true and for false; none where the language is not known. */
  def of(language: String): Option[(Seq[String], Seq[String])] = Tokens.get(language)

  private val Tokens: Map[String, (Seq[String], Seq[String])] = Map(
    "fr" -> pair("1 vrai v oui o actif active", "0 faux f non n inactif inactive"),
    "en" -> pair("1 true t yes y on active", "0 false f no n off inactive"),
    "de" -> pair("1 wahr w ja j aktiv", "0 falsch f nein n inaktiv"),
    "es" -> pair("1 verdadero v sí s activo activa", "0 falso f no n inactivo inactiva"),
    "it" -> pair("1 vero v sì s attivo attiva", "0 falso f no n inattivo inattiva"),
    "pt" -> pair("1 verdadeiro v sim s ativo ativa", "0 falso f não n inativo inativa")
  )

  private def pair(trueTokens: String, falseTokens: String): (Seq[String], Seq[String]) =
    (trueTokens.split(' ').toSeq, falseTokens.split(' ').toSeq)
}
