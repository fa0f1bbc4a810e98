// Command openread opens a workbook with excelize, reads every cell of every sheet,
// and does nothing with them: the least work that any tool on this file has, which
// the benchmark holds doisoat against.
package main

import (
	"fmt"
	"os"

	"github.com/xuri/excelize/v2"
)

func main() {
	cells, err := read(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(cells)
}

// read counts the cells of a workbook.
func read(path string) (cells int, err error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return 0, err
		}
		for _, r := range rows {
			cells += len(r)
		}
	}
	return cells, nil
}
