package peleus.testing

/** Paths to nested values, as people would write them: `items[2].price`. */
private[testing] object Path {

  /** A column. */
  def root(name: String): String = if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) name else s"`${name.replace("`", "``")}`"

  /** A field of a struct. */
  def field(path: String, name: String): String = s"$path.${root(name)}"

  /** An element of an array, counted from 0. */
  def element(path: String, index: Int): String = s"$path[$index]"

  /** A value of a map. */
  def entry(path: String, key: Any): String = s"$path[${CellText(key)}]"
}
