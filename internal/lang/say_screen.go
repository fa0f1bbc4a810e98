package lang

var viScreen = map[string]string{}

var enScreen = map[string]string{}
