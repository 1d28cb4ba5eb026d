/// The words of a class's name, as Python writes those of an argument.
func snakeCase(_ name: String) -> String {
  var result = ""
  for character in name.split(separator: ".").last ?? "" {
    if character.isUppercase, let last = result.last, last != "_", !last.isUppercase,
      last.isLowercase || last.isNumber
    {
      result += "_"
    }
    result += character.lowercased()
  }
  return result
}
