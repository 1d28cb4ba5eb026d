/// The version of this library and of the command.
package let freezespecVersion = "0.1.0"
