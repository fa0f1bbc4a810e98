package legacy

// The tables of the syllable check. A Vietnamese syllable is an onset, a rime and
// one of six tones (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977; the spelling rules
// are those of Quyết định 240/QĐ of the Ministry of Education, 1984, in both
// placements of the tone mark). The list of rimes is closed; a rime that ends in a
// stop (c, ch, p, t) takes the tones sắc and nặng alone.
//
// Each onset and each rime with its tone has a cost: half bits, written in base 36,
// of its share among some 24 thousand marked syllables of official statistics and
// reports in Unicode, smoothed; 'x' stands for one that was not met there.

// onsets lists the onsets with their costs; the empty one comes first.
const onsets = ":d b:a c:8 ch:a d:b đ:8 g:f gh:k gi:c h:7 k:c kh:b l:9 m:b n:7 ng:b ngh:b nh:d p:x ph:a r:g s:8 t:7 th:7 tr:b v:7 x:a qu:b"

// rimes lists the rimes, each with its cost under the six tones level, huyền, hỏi,
// ngã, sắc, nặng; '-' is a tone that the rime cannot take.
const rimes = `
a lafeek, ac ----cn, ach ----ep, ai rmdjkg, am xjjxlg, an sjasii, ang mdkx9o, anh xdrqll
ao xihmhj, ap ----lx, at ----gf, au xoxxrx, ay xfrxhx, ăc ----im, ăm 8xxxsx, ăn ixxonx, ăng eixnoo
ăp ----rx, ăt ----kn, âc ----xx, âm joexxr, ân dhxnie, âng oxxxxx, âp ----eg, ât ----gi, âu iegpln
ây fxxxko, e xmjxpo, ec ----qx, em xmxxrx, en xxxxxp, eng xxxxxx, eo xgpxxq, ep ----hx, et ----nx
ê miilef, êch ----xr, êm soxxxx, ên hsxxfk, ênh rxxxxj, êp ----qx, êt ----gl, êu prxxrx, i nocrhe
ia xxxroh, ich ----ie, im xxxxxx, in xgxxsx, inh xfgjei, ip ----xr, it ----nl, iu xxxxxx
iêc ----lj, iêm nxgrin, iên hkjohd, iêng lxxxxx, iêp ----hc, iêt ----ih, iêu fioxle, o xooxdo
oa xlxxdx, oac ----xx, oach ----xi, oai xdxxxi, oam xxxxxx, oan xhpxin, oang xxlxlx, oanh xxxxxx
oao xxxxxx, oap ----xx, oat ----mg, oay xxxxxx, oăc ----xo, oăm xxxxxx, oăn xxxxxx, oăng xxxxxx
oăt ----xx, oc ----ji, oe xxxxxx, oen xxxxxx, oeo xxxxxx, oet ----xx, oi xxxxnx, om xxxxox
on xkxxox, ong xirxmo, oong xxxxxx, ooc ----xx, op ----rr, ot ----xr, ô hfkhbd, ôc ----hs
ôi lxxoih, ôm qjxxrx, ôn iixsfx, ông cdfxoe, ôp ----xp, ôt ----jg, ơ engrxk, ơi jhxxbm, ơm kxxxxx
ơn fxxxnp, ơp ----xk, ơt ----xi, u xlgmkd, ua xofxix, uâc ----xx, uân hxnxxq, uâng xxxxxx
uât ----cn, uây xxxxxx, uê mxxxnx, uêch ----xx, uênh xxxxxx, uêt ----xx, ui xxrxmx, uc ----jh
um xxxxxx, un xxxxxx, ung xdxolh, up ----nx, ut ----ox, uôc ----ll, uôi mxlxsx, uôm xxxxxx
uôn ojxxsx, uông xnxxlx, uôt ----xx, uơ xxxxxx, uơt ----xx, uy xrhxxq, uya xxxxxx, uych ----xx
uyn xxxxxx, uynh xxxxxx, uyp ----xx, uyt ----rx, uyu xxxxxx, uyên hnixkh, uyêt ----rr, ư fdgllh
ưa jnljkx, ưc ----gd, ưi xxmxxx, ưm xxxxxx, ưn xxxxxx, ưng lixxkl, ưt ----rx, ưu lxmxxx
ươc ----cg, ươi ojsxlx, ươm xxxxxx, ươn xxxxxx, ương fepprh, ươp ----xx, ươt ----xg, ươu xxxxxx
y xedjcx, yêm xxxxxx, yên nrxxxx, yêng xxxxxx, yêt ----jx, yêu mxxxkx
oăp ----yy, oem yyyyyy, uâm yyyyyy, uêu yyyyyy
`

// common lists the syllables that were met three times and more, behind the cost of
// each band: a single letter or digit opens a band.
const common = `
8 năm
9 tháng
b sản số và với
c chỉ nghiệp
d hàng quý tỷ xuất
e các có công giá hiện hoài hóa kỳ nước phẩm thực từ vận vụ xã đồng động
f cùng cấp của dịch hồ hộ khách liệu lệ ngày sơ tiêu tính tư tải tổng đạt đầu đến
g bình bản bộ cơ hoạt hành khác khẩu là một nghèo nghìn nông phát thành thị thời triệu trước tăng
tỉnh vốn điện được ước
h chính chế cả dùng dụng giải huyện ký kết lý lượng lượt lạm máy ngoài ngành nhập phân phương quân
quả tiếp trực tế việt vực điểm đó đông đăng đường địa
i biến bán bằng bị chiếm chuyển chủ cây cận cộng dự gỗ hoá hoạch hạn học hội không kế loại lúa lại
mới mức nguyên nhà nhất phép phòng phường phụ quốc sơn sử thiết thải thủy toàn toán trên trồng vật
vị xuân đơn đợt ở
j bàn báo bảo bắc bệnh chưa cáo diện dồn gồm hơn khí khối làm lâm lập lẻ móc nguồn ngân người ngừng
nhiên nhơn quyết quản sách sở thông thương thể thủ trở trừ tây tích tạm tạo tấn tử việc về xử định
k bãi bện châu chất còn dân ghế giường giảm hà hơi hải hợp luân miền mỹ nghệ nhân như này năng nội
nứa phí phần phố phối rơm rạ suất sông thác thôn thấp triển trợ tuyến tại tết tốt tục tủ vào vùng
văn xây yếu điều đã
l chiếc chiều chuyên chức cấy dưới dầu dệt dựng gần hiểm hoàn hình hòa hương hỗ khoáng khoảng kiện
liên lào lĩnh lục môi mại nghị nhưng phú quảng riêng rác sắt sữa thiếu thuốc thuỷ thất thịt trường
trả trễ trị tuổi tân tình tùng tồn tổ tự vàng vĩnh vượt ô ăn đa đô đúng đốt độ đức ương
m biển bồng chữa cầu cửu dược dục giáo giấy gửi hồng kèm kính lão lên lịch môn nhận nuôi nóng pháp
phù phục phủ rà rừng soát sợi thoại thuê thuộc thạnh thụ thức tiến tiện tô tất tịch uống vân yêu
đang đình đảm đề để đồ đứng ủy
n biện bạc bất chuẩn chuồng chí chăn chờ cát cấu cụ dép dương giày giám hè kiến lá lưu lần lớn mũ
mặc mục nghiêm núi nẵng phấn quần sánh sắn sửa thiên thuật thái thép thô thứ tiết truyền trú tài tái
tương vải xét yên ân đi đoạn đà đào đá đây đảo đấu đậu ứng
o biểu buôn buộc bò bưu bắt bốn chè chơi chết cà cán cước cầm cốc cứ cửa cự dây dù dẫn hoặc huế hại
hạt khám khảo liêu lâu lương mùa mạnh mềm mỏ mỗi ngược nhiều nhiệm nhóm nhẹ nâng nữ phê phía phúc
phước phạm phận phế quặng sâu súc sẵn thí thường thảo thọ thống thừa trách trâu trí trăm trọng túc
tươi tập tới viện vấn vậy xá xăng ít đâu đói đúc đạo đảng đặc
p bé chỉnh cáp căn cũng cần duyên dẻo dữ giúp giới gấp huỷ hảo hẹn khoản khắc kiên lợn mây ngô nên
nêu nộp phổ rút sát sóc thiệt thơ thắng thổ tiền trích tròn trưởng tán túi từng viễn ví xuống xác
đặt đối ấn
q biên bái bánh bón búp bột cháy cái cói cư hưng kẹo kể lãnh lực màu mác mô măng mặt ngũ nón sạch
thuận thuế thảm thụy trình trăng trẻ trứng tốc xách xơ xếp án
`
