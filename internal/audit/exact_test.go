package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

// exactReport is a draft with a table in which binary floating point goes wrong:
//
//	57/200    = 0,285   exactly; the nearest float64 is below, and rounds to 0,28
//	1371/2000 = 68,55%  exactly; the nearest float64 is below, and rounds to 68,5
//	0,1 + 0,2 = 0,3     exactly; as float64 it is 0,30000000000000004
//	9007199254740993 = 2^53 + 1 has no float64
//
// so that a tool that computes in float64 calls the right figures wrong, and the wrong
// ones right.
const exactReport = `# Báo cáo kết quả tiếp nhận hồ sơ năm 2024

Tỷ lệ hồ sơ trực tuyến của xã An Bình đạt {share}, của xã Hòa Lạc đạt 50,0%.

Phụ lục: Kết quả tiếp nhận hồ sơ năm 2024

| STT | Đơn vị | Tổng số hồ sơ | Hồ sơ trực tuyến | Tỷ lệ hồ sơ trực tuyến (%) | Số hồ sơ mỗi cán bộ (nghìn hồ sơ) | Số cán bộ (nghìn người) | Chi thường xuyên (tỷ đồng) | Chi đầu tư (tỷ đồng) | Tổng chi (tỷ đồng) | Mã hóa | Không mã hóa | Số bản ghi |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
|  |  | (1) | (2) | (3)=(2)/(1) | (4)=(6)/(5) | (5) | (6) | (7) | (8)=(6)+(7) | (9) | (10) | (11)=(9)+(10) |
| 1 | Xã An Bình | 2.000 | 1.371 | {rate} | {quotient} | 200 | 57 | 0,2 | 57,2 | 9.007.199.254.740.992 | 1 | {records} |
| 2 | Xã Hòa Lạc | 1.000 | 500 | 50,0 | 0,01 | 10 | 0,1 | 0,2 | {spent} | 20 | 30 | 50 |
| 3 | Xã Minh Tân | 800 | 600 | 75,0 | 0,02 | 15 | 0,3 | 0,6 | 0,9 | 40 | 20 | 60 |
| 4 | Xã Phú Mỹ | 500 | 100 | 20,0 | 0,05 | 8 | 0,4 | 0,5 | 0,9 | 10 | 70 | 80 |
`
