"""The app starts, answers, and refuses in sentences."""


def test_it_says_it_is_up(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_an_unknown_page_is_answered_with_a_sentence(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.text


def test_english_pages_live_under_en(client):
    assert 'lang="en"' in client.get("/en/").text
    assert 'lang="zh-Hans"' in client.get("/").text
