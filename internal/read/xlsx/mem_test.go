package xlsx
import ("testing";"os";"fmt";"strings";"time";"doisoat/internal/read/input";"doisoat/internal/read/ooxmltest")
func TestMem(t *testing.T){
 which:=os.Getenv("MEM"); if which=="" {t.Skip()}
 parts:=ooxmltest.Book("<sheetData/>",nil)
 big:=func(unit string) string { return strings.Repeat(unit, (195<<20)/len(unit)) }
 switch which {
 case "cells": parts=ooxmltest.Book("<sheetData>"+strings.Repeat("<row>"+strings.Repeat("<c><v>1</v></c>",100)+"</row>",19000)+"</sheetData>",nil)
 case "empties": parts=ooxmltest.Book("<sheetData><row>"+big("<c/>")+"</row></sheetData>",nil)
 case "sst": parts["xl/sharedStrings.xml"]="<sst>"+big("<si><t/></si>")+"</sst>"
 case "merges": parts=ooxmltest.Book("<sheetData/><mergeCells>"+big(`<mergeCell ref="A1:B2"/>`)+"</mergeCells>",nil)
 case "rows": parts=ooxmltest.Book("<sheetData>"+big("<row/>")+"</sheetData>",nil)
 case "styles": parts["xl/styles.xml"]=`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`+strings.Repeat("<xf/>",(23<<20)/5)+"</cellXfs></styleSheet>"
 case "media": parts["xl/media/x.bin"]=big("x")
 }
 data:=ooxmltest.Zip(parts); parts=nil
 os.WriteFile("/proc/self/clear_refs",[]byte("5"),0)
 s:=time.Now()
 c,err:=Read(input.File{Name:"a.xlsx",Data:data},input.DefaultLimits())
 b,_:=os.ReadFile("/proc/self/status")
 for _,l:=range strings.Split(string(b),"\n"){ if strings.HasPrefix(l,"VmHWM"){fmt.Println(which,time.Since(s),l,err,len(c.Sheets))}}
}
