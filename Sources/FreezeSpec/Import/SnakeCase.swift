/// The words of a class's name, as Python writes those of an argument: `jamba_mlp` of `JambaMLP`.
func snakeCase(_ name: String) -> String {
  let letters = Array(lastComponent(name))
  var result = ""
  for (index, letter) in letters.enumerated() {
    if letter.isUppercase, index > 0 {
      let last = letters[index - 1]
      let startsWord = index + 1 < letters.count && letters[index + 1].isLowercase
      if last.isLowercase || (startsWord && (last.isUppercase || last.isNumber)) { result += "_" }
    }
    result += letter.lowercased()
  }
  return result
}
