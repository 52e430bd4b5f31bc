//! The import wizard by API, as the steward's page uses it.

use axum::body::Body;
use blisko::domain::permission::{Permission, Role};
use serde_json::{Value, json};

use crate::imports::table;
use crate::support::app::{Answer, Client, TestApp};

async fn upload(steward: &Client, file: impl Into<Body>) -> Answer {
    steward.send("POST", "/api/v1/imports?file_name=oddzialy.csv", Some("text/csv"), file.into()).await
}

async fn uploaded(steward: &Client, file: String) -> Value {
    upload(steward, file).await.expect(201).json()
}

async fn step(steward: &Client, import: &Value, step: &str) -> Answer {
    let path = format!("/api/v1/imports/{}/{step}?wait_s=20", import["id"].as_str().expect("an id"));
    steward.send("POST", &path, None, Body::empty()).await
}

#[tokio::test]
async fn a_table_is_uploaded_checked_applied_and_undone() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let bad = table(3).replacen("52,0001", "152", 1);
    let import = uploaded(&steward, bad).await;
    assert_eq!((&import["state"], &import["rows_total"]), (&json!("uploaded"), &json!(3)));
    assert_eq!(import["columns"][0], json!({"column": 0, "name": "Kod", "field": "code", "confidence": 90}));
    assert_eq!(import["defaults"], json!({"country": "PL"}));

    let checked = step(&steward, &import, "check").await.expect(200).json();
    assert_eq!(checked["state"], "checked");
    assert_eq!((&checked["counts"]["create"], &checked["counts"]["bad"]), (&json!(2), &json!(1)));

    let path = format!("/api/v1/imports/{}/rows?outcome=bad", import["id"].as_str().unwrap());
    let rows = steward.get(&path).await.expect(200).json();
    assert_eq!(rows["items"][0]["row"], 3);
    assert_eq!(rows["items"][0]["problems"][0]["column_name"], "Szer. geogr.");
    assert_eq!(rows["items"][0]["problems"][0]["message"], "latitude 152 is outside -90..90");

    let applied = step(&steward, &import, "apply").await.expect(200).json();
    assert_eq!(applied["state"], "applied");
    let outlets = steward.get("/api/v1/outlets").await.expect(200).json();
    assert_eq!(outlets["items"].as_array().unwrap().len(), 2);

    let undone = step(&steward, &import, "undo").await.expect(200).json();
    assert_eq!((&undone["state"], &undone["counts"]["undone"]), (&json!("undone"), &json!(2)));
    let outlets = steward.get("/api/v1/outlets").await.expect(200).json();
    assert_eq!(outlets["items"], json!([]));
}

#[tokio::test]
async fn what_is_imported_is_found_by_the_next_nearest_question() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let import = uploaded(&steward, table(2)).await;
    step(&steward, &import, "check").await.expect(200);
    step(&steward, &import, "apply").await.expect(200);
    let nearest = steward.get("/api/v1/outlets/nearest?lon=21.0001&lat=52.0001&k=1").await.expect(200).json();
    assert_eq!(nearest["outlets"][0]["outlet"]["code"], "S0001", "{nearest:#}");
}

#[tokio::test]
async fn a_mapping_is_changed_by_name_or_position_and_checked_for_sense() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let import = uploaded(&steward, "a;b;c;d\nX1;Alfa;52,1;21,1\n".to_owned()).await;
    let path = format!("/api/v1/imports/{}/mapping", import["id"].as_str().unwrap());
    let body = json!({
        "columns": {"code": "a", "name": 1, "lat": "c", "lon": 3},
        "defaults": {"country": "PL", "kind": "sklep"},
    });
    let mapped = steward.put(&path, &body).await.expect(200).json();
    assert_eq!(mapped["columns"][2]["field"], "lat");
    let checked = step(&steward, &import, "check").await.expect(200).json();
    assert_eq!(checked["counts"]["create"], 1);

    let problem = steward.put(&path, &json!({"columns": {"code": "z", "colour": 1}})).await.expect(400).json();
    let pointers: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/columns/code", "/columns/colour", "/columns/code"]);
}

#[tokio::test]
async fn a_form_with_a_file_is_an_upload_too() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let form = format!(
        "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhej\r\n--B\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"oddziały.csv\"\r\nContent-Type: text/csv\r\n\r\n{}\r\n--B--\r\n",
        table(1)
    );
    let answer =
        steward.send("POST", "/api/v1/imports", Some("multipart/form-data; boundary=B"), Body::from(form)).await;
    let import = answer.expect(201).json();
    assert_eq!((&import["file_name"], &import["rows_total"]), (&json!("oddziały.csv"), &json!(1)));
}

#[tokio::test]
async fn failed_rows_are_downloaded_with_their_reasons() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let import = uploaded(&steward, table(2).replacen("Sklep 1", "", 1)).await;
    step(&steward, &import, "check").await.expect(200);
    let path = format!("/api/v1/imports/{}/failed.csv", import["id"].as_str().unwrap());
    let file = steward.get(&path).await.expect(200);
    assert!(file.header("content-disposition").contains("attachment"));
    let text = file.text();
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("S0001;;") && last.ends_with("row 3: Nazwa: give the outlet a name"), "{last}");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_and_leaves_nothing() {
    let app = TestApp::with(crate::support::app::SATURDAY, &[("upload_bytes_max", "4096")]).await;
    let steward = app.steward().await;
    let announced = steward.with_header("content-length", "2147483648");
    let problem = upload(&announced, "").await.expect(413).json();
    assert_eq!(problem["code"], "upload_too_large");
    assert!(problem["detail"].as_str().unwrap().contains("4096 bytes"), "{problem}");

    let pieces = (0..1_000_000).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1024]));
    let endless = Body::from_stream(futures_util::stream::iter(pieces));
    upload(&steward, endless).await.expect(413);
    let left = std::fs::read_dir(app.app.config.data_dir.join("uploads")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn files_that_are_no_tables_get_a_sentence() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    for (file, words) in [
        (&b"%PDF-1.7"[..], "PDF"),
        (b"", "empty"),
        (b"PK\x03\x04cut", "damaged"),
        (b"{\"type\":\"Feature\"}", "FeatureCollection"),
    ] {
        let problem = upload(&steward, file.to_vec()).await.expect(422).json();
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
    }
}

#[tokio::test]
async fn steps_out_of_order_and_unknown_imports_are_answered_clearly() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let import = uploaded(&steward, table(1)).await;
    let problem = step(&steward, &import, "apply").await.expect(409).json();
    assert_eq!(problem["detail"], "The import is uploaded: check it first.");
    let nobody = json!({"id": "00000000-0000-7000-8000-000000000000"});
    step(&steward, &nobody, "check").await.expect(404);
    let path = format!("/api/v1/imports/{}/check?wait_s=999", import["id"].as_str().unwrap());
    steward.send("POST", &path, None, Body::empty()).await.expect(400);
}

#[tokio::test]
async fn imports_are_listed_newest_first_in_pages() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, uploaded(&steward, table(1)).await["id"].clone());
    }
    let first = steward.get("/api/v1/imports?limit=2").await.expect(200).json();
    let next = first["next"].as_str().unwrap();
    let second = steward.get(&format!("/api/v1/imports?limit=2&after={next}")).await.expect(200).json();
    let listed: Vec<Value> =
        [&first, &second].iter().flat_map(|page| page["items"].as_array().unwrap()).map(|i| i["id"].clone()).collect();
    assert_eq!(listed, ids);
    assert!(second["next"].is_null());
}

#[tokio::test]
async fn agents_may_not_import() {
    let app = TestApp::new().await;
    let agent = app.signed_in(Role::Agent).await;
    upload(&agent, table(1)).await.expect(403);
}

const CUSTOMERS: &str = "Numer;Nazwa;Telefon;NIP;Kod pocztowy;Miasto\n\
                         K1;Anna Nowak;601 100 201;PL 1;90-001;Łódź\n\
                         K2;Jan Kos;zadzwoń;PL 2;90-001;Łódź\n";

async fn customers_uploaded(steward: &Client, file: &str) -> Value {
    let path = "/api/v1/imports?kind=customers&file_name=klienci.csv";
    let body = Body::from(file.to_owned());
    steward.send("POST", path, Some("text/csv"), body).await.expect(201).json()
}

#[tokio::test]
async fn customers_are_uploaded_checked_applied_and_undone() {
    let app = TestApp::new().await;
    let (steward, admin) = (app.steward().await, app.admin().await);
    let field = json!({ "key": "vat_id", "label": { "pl": "NIP", "cs": "DIČ", "en": "VAT" }, "kind": "text" });
    admin.post("/api/v1/customer-fields", &field).await.expect(201);
    let import = customers_uploaded(&steward, CUSTOMERS).await;
    let fields: Vec<&str> =
        import["columns"].as_array().unwrap().iter().filter_map(|column| column["field"].as_str()).collect();
    assert_eq!(fields, ["number", "name", "phone", "fields.vat_id", "postcode", "city"]);
    assert_eq!((&import["kind"], &import["duplicates"]), (&json!("customers"), &json!("skip")));

    let checked = step(&steward, &import, "check").await.expect(200).json();
    assert_eq!((&checked["counts"]["create"], &checked["counts"]["bad"]), (&json!(1), &json!(1)));
    let path = format!("/api/v1/imports/{}/rows?outcome=bad", import["id"].as_str().unwrap());
    let problem = steward.get(&path).await.expect(200).json()["items"][0]["problems"][0].clone();
    let sentences =
        json!({ "pl": "to nie jest numer telefonu", "cs": "to není telefonní číslo", "en": problem["message"] });
    assert_eq!((&problem["column_name"], &problem["sentences"]), (&json!("Telefon"), &sentences));
    let path = format!("/api/v1/imports/{}/failed.csv?language=cs", import["id"].as_str().unwrap());
    let failed = steward.get(&path).await.expect(200).text();
    assert!(failed.contains("řádek 3: Telefon: to není telefonní číslo"), "{failed}");

    step(&steward, &import, "apply").await.expect(200);
    let customers = steward.get("/api/v1/customers").await.expect(200).json();
    assert_eq!(customers["items"][0]["fields"], json!({ "vat_id": "PL 1" }));
    let undone = step(&steward, &import, "undo").await.expect(200).json();
    assert_eq!(undone["counts"]["undone"], 1);
    assert_eq!(steward.get("/api/v1/customers").await.expect(200).json()["items"], json!([]));
}

#[tokio::test]
async fn an_address_book_is_read_with_its_columns_understood() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let book = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna Nowak\r\nTEL;TYPE=cell:+48 601 100 201\r\n\
                ADR:;;Długa 1;Łódź;;90-001;Polska\r\nEND:VCARD\r\n";
    let import = customers_uploaded(&steward, book).await;
    assert_eq!((&import["format"], &import["rows_total"]), (&json!("vcard"), &json!(1)));
    step(&steward, &import, "check").await.expect(200);
    step(&steward, &import, "apply").await.expect(200);
    let anna = steward.get("/api/v1/customers").await.expect(200).json()["items"][0].clone();
    assert_eq!((&anna["name"], &anna["contact_points"][0]["value"]), (&json!("Anna Nowak"), &json!("+48601100201")));
    assert_eq!(anna["addresses"][0]["city"], "Łódź");
}

#[tokio::test]
async fn whoever_may_not_write_customers_neither_imports_them_nor_sees_their_files() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let import = customers_uploaded(&steward, CUSTOMERS).await;
    let erp = app.software(&[Permission::ImportsManage]).await;
    let upload = erp.send("POST", "/api/v1/imports?kind=customers", Some("text/csv"), Body::from(CUSTOMERS)).await;
    upload.expect(403);
    assert_eq!(erp.get("/api/v1/imports").await.expect(200).json()["items"], json!([]));
    for rest in ["", "/rows", "/failed.csv"] {
        erp.get(&format!("/api/v1/imports/{}{rest}", import["id"].as_str().unwrap())).await.expect(404);
    }
    step(&erp, &import, "check").await.expect(404);
}
