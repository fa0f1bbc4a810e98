package render

//go:generate go test . -run TestPublishedSchemas -update
