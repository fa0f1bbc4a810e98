package audit_test
import ("testing";"fmt";"doisoat/internal/read";"doisoat/internal/audit";"doisoat/schema";"math/rand/v2";"strings")
func TestZZ(t *testing.T){
 for _, s := range []*subject{&dispatch,&schools, &budget} {
 for _, file := range []string{"report.md","draft.docx"} {
  rep,err:=read.Files([]string{"../../testdata/"+s.name+"/"+file},read.DefaultLimits())
  if err!=nil{t.Fatal(err)}
  x:=s.load(t,false)
  // find sheet & row offsets by matching the label
  si,off,coff:=-1,0,0
  want:=x.At(nameAt(s.units[0][0])).Raw
  for i,sh:=range rep.Sheets{ for r:=range sh.Cells{ for c:=range sh.Cells[r]{ if strings.TrimSpace(sh.Cells[r][c].Raw)==want && si<0 {si=i;off=r-(s.units[0][0]-1);coff=c-1}}}}
  fmt.Println(s.name,file,"sheets",len(rep.Sheets),"sheet",si,"rowoff",off,"coloff",coff)
  if si<0{continue}
  same,diff:=0,0
  for r:=range x.Sheets[0].Cells{for c:=range x.Sheets[0].Cells[r]{ a:=x.Sheets[0].Cells[r][c].Raw; if _,ok:=plainNumber(a);!ok{continue}; if rep.At(schema.Ref{Sheet:si,Row:r+off,Col:c+coff}).Raw==a{same++}else{diff++}}}
  fmt.Println("same",same,"diff",diff)
  // mend
  for r:=range x.Sheets[0].Cells{for c:=range x.Sheets[0].Cells[r]{ a:=x.Sheets[0].Cells[r][c]; at:=schema.Ref{Sheet:si,Row:r+off,Col:c+coff}; if b:=rep.At(at); b.Raw!=a.Raw { if _,ok:=plainNumber(a.Raw);ok{typeOver(rep,at,a.Raw)} else if c==1 && a.Raw!="" && b.Raw!="" {b.Raw=a.Raw} } }}
  sound:=soundFindings(t,rep)
  all:=s.trials(x)
  r:=rand.New(rand.NewPCG(1,1)); r.Shuffle(len(all),func(i,j int){all[i],all[j]=all[j],all[i]})
  seen:=map[schema.Ref]bool{}
  n,named,there,foreign,table:=0,0,0,0,0
  for _,c:=range all { if seen[c.at]||c.want!=broken||c.kind[0]=='r'&&len(c.kind)>4 {continue}; seen[c.at]=true
   at:=schema.Ref{Sheet:si,Row:c.at.Row+off,Col:c.at.Col+coff}
   if rep.At(at).Raw!=c.was{continue}
   faulty:=copied(rep); typeOver(faulty,at,c.text)
   res,err:=audit.Run(faulty,audit.Options{}); if err!=nil{t.Fatal(err)}
   n++
   ok,th:=false,false
   for _,f:=range res.Findings{ if f.Severity!=schema.Error||f.At.Kind!=schema.InCell||sound[told(f)]{continue}
     table++
     if involves(f,at){ok=true}else{foreign++; fmt.Println("FOREIGN",s.name,file,c,told(f))}
     if standsAt(f,at){th=true}
   }
   if ok{named++}else{fmt.Println("MISSED",s.name,file,c)}
   if th{there++}
  }
  fmt.Println(s.name,file,"trials",n,"named",named,"there",there,"tableerrors",table,"foreign",foreign)
 }}
}
