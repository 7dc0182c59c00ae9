"""Words of page frames in a dozen languages, for generated pages."""

# related: cues that open a farm; nav: section names; more, sponsored, by, share, comments, tags, sources: single phrases
_TABLE = {
    'en': dict(
        related=['You may also like', 'Recommended for you', 'From around the web', 'Trending now', 'More stories', 'Read next',
                 'Editor’s picks', 'Don’t miss', 'Popular right now', 'Related', 'In other news', 'Top reads'],
        nav=['Home', 'World', 'Politics', 'Business', 'Sport', 'Culture', 'Science', 'Health', 'Travel', 'Opinion', 'Video', 'Weather'],
        more=['Read more', 'Continue', 'Full story', 'More »', 'Details'], sponsored=['Sponsored', 'Ad', 'Promoted', 'Paid content'],
        by='By', share=['Share', 'Tweet', 'Email', 'Print'], comments='Comments', tags='Tags:', sources='References', rights='All rights reserved'),
    'zh-Hans': dict(
        related=['相关阅读', '猜你喜欢', '热门推荐', '更多精彩', '推荐文章', '大家都在看', '延伸阅读', '为您推荐', '精彩推荐', '最新文章'],
        nav=['首页', '新闻', '财经', '体育', '娱乐', '科技', '汽车', '房产', '教育', '健康', '旅游', '视频'],
        more=['阅读全文', '查看更多', '详细', '更多>>'], sponsored=['广告', '推广', '赞助'],
        by='作者：', share=['分享', '微博', '微信', '打印'], comments='网友评论', tags='标签：', sources='参考文献', rights='版权所有'),
    'zh-Hant': dict(
        related=['相關閱讀', '猜你喜歡', '熱門文章', '看更多', '推薦閱讀', '延伸閱讀', '你可能也喜歡', '編輯精選'],
        nav=['首頁', '新聞', '財經', '體育', '娛樂', '科技', '生活', '房產', '教育', '健康', '旅遊', '影音'],
        more=['繼續閱讀', '看全文', '詳情', '更多>>'], sponsored=['廣告', '贊助'],
        by='作者：', share=['分享', '列印', '轉寄'], comments='留言', tags='標籤：', sources='參考資料', rights='版權所有'),
    'ja': dict(
        related=['関連記事', 'おすすめ記事', 'あわせて読みたい', '人気の記事', 'ピックアップ', '注目の記事', '他の記事'],
        nav=['ホーム', '国内', '国際', '経済', 'スポーツ', '芸能', '科学', '地域', '天気', '動画'],
        more=['続きを読む', '詳しく見る', 'もっと見る'], sponsored=['PR', '広告', '提供'],
        by='文：', share=['シェア', 'ツイート', '印刷'], comments='コメント', tags='タグ：', sources='参考文献', rights='無断転載を禁じます'),
    'ko': dict(
        related=['관련기사', '추천 기사', '많이 본 뉴스', '인기 기사', '함께 볼 만한 기사'],
        nav=['홈', '정치', '경제', '사회', '문화', '스포츠', '국제', '연예', '날씨', '영상'],
        more=['더 보기', '자세히', '전체 기사'], sponsored=['광고', '협찬'],
        by='글', share=['공유', '인쇄', '메일'], comments='댓글', tags='태그', sources='참고 문헌', rights='무단 전재 금지'),
    'ru': dict(
        related=['Читайте также', 'По теме', 'Рекомендуем', 'Самое читаемое', 'Другие новости', 'Интересное'],
        nav=['Главная', 'Политика', 'Экономика', 'Общество', 'Спорт', 'Культура', 'Наука', 'Мир', 'Авто', 'Видео'],
        more=['Читать далее', 'Подробнее', 'Ещё'], sponsored=['Реклама', 'Партнёрский материал'],
        by='Автор:', share=['Поделиться', 'Печать', 'Отправить'], comments='Комментарии', tags='Теги:', sources='Источники', rights='Все права защищены'),
    'de': dict(
        related=['Lesen Sie auch', 'Mehr zum Thema', 'Das könnte Sie interessieren', 'Meistgelesen', 'Weitere Artikel', 'Aus dem Netz'],
        nav=['Startseite', 'Politik', 'Wirtschaft', 'Sport', 'Kultur', 'Wissen', 'Reise', 'Gesundheit', 'Auto', 'Wetter'],
        more=['Weiterlesen', 'Mehr', 'Zum Artikel'], sponsored=['Anzeige', 'Gesponsert'],
        by='Von', share=['Teilen', 'Drucken', 'Merken'], comments='Kommentare', tags='Schlagwörter:', sources='Quellen', rights='Alle Rechte vorbehalten'),
    'fr': dict(
        related=['À lire aussi', 'Sur le même sujet', 'Vous aimerez aussi', 'Les plus lus', 'Nos derniers articles', 'Ailleurs sur le web'],
        nav=['Accueil', 'Monde', 'Politique', 'Économie', 'Sport', 'Culture', 'Sciences', 'Santé', 'Voyage', 'Météo'],
        more=['Lire la suite', 'En savoir plus', 'Voir'], sponsored=['Publicité', 'Sponsorisé'],
        by='Par', share=['Partager', 'Imprimer', 'Envoyer'], comments='Commentaires', tags='Mots-clés :', sources='Références', rights='Tous droits réservés'),
    'es': dict(
        related=['Te puede interesar', 'Lee también', 'Lo más leído', 'Noticias relacionadas', 'Recomendamos', 'Más noticias'],
        nav=['Inicio', 'Mundo', 'Política', 'Economía', 'Deportes', 'Cultura', 'Ciencia', 'Salud', 'Viajes', 'Tiempo'],
        more=['Leer más', 'Seguir leyendo', 'Ver nota'], sponsored=['Publicidad', 'Patrocinado'],
        by='Por', share=['Compartir', 'Imprimir', 'Enviar'], comments='Comentarios', tags='Etiquetas:', sources='Referencias', rights='Todos los derechos reservados'),
    'pt': dict(
        related=['Leia também', 'Veja mais', 'Mais lidas', 'Recomendados', 'Notícias relacionadas'],
        nav=['Início', 'Mundo', 'Política', 'Economia', 'Esportes', 'Cultura', 'Ciência', 'Saúde', 'Viagem', 'Tempo'],
        more=['Leia mais', 'Continuar', 'Ver'], sponsored=['Publicidade', 'Patrocinado'],
        by='Por', share=['Compartilhar', 'Imprimir', 'Enviar'], comments='Comentários', tags='Tags:', sources='Referências', rights='Todos os direitos reservados'),
    'pl': dict(
        related=['Zobacz także', 'Czytaj też', 'Polecane', 'Najczęściej czytane', 'Więcej na ten temat'],
        nav=['Strona główna', 'Kraj', 'Świat', 'Gospodarka', 'Sport', 'Kultura', 'Nauka', 'Zdrowie', 'Podróże', 'Pogoda'],
        more=['Czytaj dalej', 'Więcej', 'Zobacz'], sponsored=['Reklama', 'Sponsorowane'],
        by='Autor:', share=['Udostępnij', 'Drukuj', 'Wyślij'], comments='Komentarze', tags='Tagi:', sources='Bibliografia', rights='Wszelkie prawa zastrzeżone'),
    'el': dict(
        related=['Διαβάστε επίσης', 'Σχετικά άρθρα', 'Δημοφιλή', 'Προτεινόμενα', 'Περισσότερα'],
        nav=['Αρχική', 'Πολιτική', 'Οικονομία', 'Κοινωνία', 'Αθλητικά', 'Πολιτισμός', 'Επιστήμη', 'Υγεία', 'Ταξίδια', 'Καιρός'],
        more=['Διαβάστε περισσότερα', 'Συνέχεια'], sponsored=['Διαφήμιση', 'Χορηγούμενο'],
        by='Του', share=['Κοινοποίηση', 'Εκτύπωση', 'Αποστολή'], comments='Σχόλια', tags='Ετικέτες:', sources='Πηγές', rights='Με επιφύλαξη παντός δικαιώματος'),
    'ar': dict(
        related=['اقرأ أيضا', 'مواضيع ذات صلة', 'الأكثر قراءة', 'قد يعجبك', 'أخبار أخرى'],
        nav=['الرئيسية', 'العالم', 'سياسة', 'اقتصاد', 'رياضة', 'ثقافة', 'علوم', 'صحة', 'سفر', 'طقس'],
        more=['اقرأ المزيد', 'التفاصيل'], sponsored=['إعلان', 'برعاية'],
        by='بقلم', share=['مشاركة', 'طباعة', 'إرسال'], comments='التعليقات', tags='الوسوم:', sources='المراجع', rights='جميع الحقوق محفوظة'),
    'th': dict(
        related=['ข่าวที่เกี่ยวข้อง', 'แนะนำสำหรับคุณ', 'ยอดนิยม', 'อ่านต่อ'],
        nav=['หน้าแรก', 'การเมือง', 'เศรษฐกิจ', 'กีฬา', 'บันเทิง', 'ต่างประเทศ', 'สุขภาพ', 'ท่องเที่ยว'],
        more=['อ่านเพิ่มเติม', 'ดูทั้งหมด'], sponsored=['โฆษณา'],
        by='โดย', share=['แชร์', 'พิมพ์'], comments='ความคิดเห็น', tags='แท็ก:', sources='อ้างอิง', rights='สงวนลิขสิทธิ์'),
}


def of(language):
    return _TABLE.get(language, _TABLE['en'])
